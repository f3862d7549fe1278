// Mistakes that people make. Each is laid over the real files: "find" is replaced by "put" in "file". The check must
// then say "says" at the place where "at" stands (in "in", or in the file itself); nothing is written.

const app = 'bicep/modules/app.bicep'
const bus = 'bicep/modules/bus.bicep'
const main = 'bicep/main.bicep'
const sql = 'bicep/modules/sql.bicep'
const storage = 'bicep/modules/storage.bicep'
const vault = 'bicep/modules/vault.bicep'
const alerts = 'bicep/modules/alerts.bicep'

const form = 'bicep/managed-app/createUiDefinition.json'

export const mistakes = [
  // Syntax and names.
  { name: 'a brace is forgotten', file: sql, find: "{ category: 'Basic', enabled: true }", put: "{ category: 'Basic', enabled: true", at: '\n    ]\n  }\n}\n\n@description(\'Resource id of the server.\')', says: '} is missing here; add it' },
  { name: 'a symbol is misspelt', file: bus, find: 'location: location', put: 'location: locatoin', at: 'locatoin', says: 'locatoin is not declared; did you mean location?' },
  { name: 'a function is misspelt', file: main, find: 'uniqueString(', put: 'uniqeString(', at: 'uniqeString', says: 'there is no function uniqeString; did you mean uniqueString?' },
  { name: 'a decorator is misspelt', file: main, find: "@secure()", put: '@secured()', at: 'secured()', says: 'there is no decorator @secured; did you mean @secure?' },
  { name: 'a parameter is not used', file: vault, find: "@description('Whether to make", put: "@description('Nothing.')\nparam left bool\n\n@description('Whether to make", at: 'left bool', says: 'the parameter left is not used' },
  { name: 'a variable is not used', file: bus, find: 'var queues', put: "var left = 'x'\nvar queues", at: "left = 'x'", says: 'the variable left is not used' },
  { name: 'an existing resource is not used', file: app, find: 'var busAddress', put: "resource left 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {\n  name: 'x'\n}\n\nvar busAddress", at: "left 'Micro", says: 'the existing resource left is not used' },
  { name: 'a parameter has no description', file: main, find: "@description('Tags of every resource.')\n", put: '', at: 'tags object', says: 'the parameter tags has no @description' },
  { name: 'a parameter of a module is missing', file: main, find: '    premium: premium\n    isPrivate', put: '    isPrivate', at: "bus 'modules", says: 'the module bus is not given the parameter premium' },
  { name: 'a parameter of a module does not exist', file: main, find: '    commandSenders: commandSenders', put: '    commandSender: commandSenders\n    commandSenders: commandSenders', at: 'commandSender: ', says: 'has no parameter commandSender; did you mean commandSenders?' },
  { name: 'an output of a module does not exist', file: main, find: 'bus.outputs.address', put: 'bus.outputs.adress', at: 'adress', says: 'the module bus has no output adress; did you mean address?' },
  { name: 'a secure parameter goes to one that is not', file: app, find: "@secure()\nparam packageUri", put: 'param packageUri', at: 'packageUri\n    handlerIdentityName', in: main, says: 'packageUri is secure and the parameter packageUri is not' },
  { name: 'a parameter file leaves a parameter out', file: 'bicep/dev.bicepparam', find: /param chainId.*\n/, put: '', at: 'using', says: 'is not given the parameter chainId' },
  { name: 'a parameter file has an unknown parameter', file: 'bicep/prod.bicepparam', find: 'param zoneRedundant', put: 'param zoneRedundent', at: 'zoneRedundent', says: 'has no parameter zoneRedundent; did you mean zoneRedundant?' },
  { name: 'a parameter file has a value that is not allowed', file: 'bicep/prod.bicepparam', find: "'Premium'", put: "'Basic'", at: "'Basic'", says: 'serviceBusTier is Basic; it may be Standard, Premium' },
  { name: 'a loop stands where Bicep takes none', file: storage, find: 'ipRules: fromOperators', put: 'ipRules: [for a in operatorAddresses: { value: a }]', at: '[for a in', says: 'a loop may not stand here' },

  // Shapes.
  { name: 'a property is misspelt', file: bus, find: 'lockDuration', put: 'lockDuraton', at: 'lockDuraton', says: 'Microsoft.ServiceBus/namespaces/queues has no property lockDuraton here; did you mean lockDuration?' },
  { name: 'a nested property is misspelt', file: app, find: 'instanceMemoryMB', put: 'instanceMemory', at: 'instanceMemory: ', says: 'has no property instanceMemory here; did you mean instanceMemoryMB?' },
  { name: 'a property in a list is misspelt', file: storage, find: "value: address, action: 'Allow'", put: "value: address, acton: 'Allow'", at: "acton: 'Allow'", says: 'has no property acton here; did you mean action?' },
  { name: 'a needed property is missing', file: storage, find: "  kind: 'StorageV2'\n", put: '', at: "{\n  name: toLower('${begin}host", says: 'Microsoft.Storage/storageAccounts needs the property kind here' },
  { name: 'the API version is unknown', file: vault, find: 'vaults/keys@2024-11-01', put: 'vaults/keys@2019-09-01', at: "'Microsoft.KeyVault/vaults/keys@", says: 'the API version 2019-09-01 of Microsoft.KeyVault/vaults/keys cannot be checked; use 2024-11-01' },
  { name: 'the type is unknown', file: vault, find: 'vaults/keys@2024-11-01', put: 'vaults/key@2024-11-01', at: "'Microsoft.KeyVault/vaults/key@", says: 'is no resource type that is known' },
  { name: 'a value is not one of those allowed', file: bus, find: "? 'Premium' : 'Standard'", put: "? 'Premium' : 'Standart'", at: "'Standart'", says: 'is Standart; it may be Basic, Standard, Premium' },
  { name: 'a curve is not one of those allowed', file: vault, find: "'P-256K'", put: "'SECP256K1'", at: "'SECP256K1'", says: 'curveName of Microsoft.KeyVault/vaults/keys is SECP256K1; it may be P-256' },
  { name: 'a number is text', file: bus, find: 'maxDeliveryCount: 10', put: "maxDeliveryCount: '10'", at: "'10'", says: 'is of type int, not string' },
  { name: 'a number is out of bounds', file: storage, find: 'days: 30', put: 'days: 3000', at: '3000', says: 'days of Microsoft.Storage/storageAccounts/blobServices is 3000; it may be 1 to 365' },
  { name: 'a property that can only be read is set', file: vault, find: "    kty: 'EC-HSM'", put: "    keyUri: 'x'\n    kty: 'EC-HSM'", at: "keyUri: 'x'", says: 'can only be read' },
  { name: 'a property that is read is misspelt', file: app, find: 'insights.properties.ConnectionString', put: 'insights.properties.ConectionString', at: 'ConectionString', says: 'has no property ConectionString here; did you mean ConnectionString?' },
  { name: 'an aggregation of an alert is misspelt', file: alerts, find: "timeAggregation: 'Maximum'", put: "timeAggregation: 'Max'", at: "'Max'", says: 'is Max; it may be Average, Count, Maximum' },

  // Roles, queues, settings.
  { name: 'a GUID is that of another role', file: bus, find: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39', put: '090c5cfd-751d-490a-894a-3ce6f1109419', at: "'090c5cfd", says: 'is not the role Azure Service Bus Data Sender but Azure Service Bus Data Owner' },
  { name: 'a GUID is mistyped', file: vault, find: '4633458b-17de-408a-b874-0445c86b69e6', put: '4633458b-17de-408a-b874-0445c86b69e7', at: "'4633458b", says: 'is not the role Key Vault Secrets User' },
  { name: 'a queue lacks sessions', file: bus, find: "name: 'transactions', sessions: true", put: "name: 'transactions', sessions: false", at: "{ name: 'transactions'", says: 'has requiresSession false, and the trigger of RecordOnChain wants true' },
  { name: 'a queue is missing', file: bus, find: "  { name: 'projection', sessions: true, lock: 'PT5M' }\n", put: '', at: "queue 'Microsoft", says: 'there is no queue projection, which ProjectEvents reads' },
  { name: 'a queue has no reader', file: bus, find: "  { name: 'projection'", put: "  { name: 'audit', sessions: true, lock: 'PT5M' }\n  { name: 'projection'", at: "{ name: 'audit'", says: 'no function reads the queue audit' },
  { name: 'a lock is too short for batches', file: bus, find: "name: 'projection', sessions: true, lock: 'PT5M'", put: "name: 'projection', sessions: true, lock: 'PT1M'", at: "{ name: 'projection'", says: 'the queue projection has sessions and locks of PT1M' },
  { name: 'a queue detects duplicates', file: bus, find: 'requiresDuplicateDetection: false', put: 'requiresDuplicateDetection: true', at: 'requiresDuplicateDetection', says: 'the queue transactions detects duplicates' },
  { name: 'a setting is missing', file: app, find: /  WAYBILL_RATE_LIMIT: .*\n/, put: '', at: "settings 'Microsoft", says: 'the setting WAYBILL_RATE_LIMIT' },
  { name: 'a setting is misspelt', file: app, find: 'WAYBILL_SQL_SERVER', put: 'WAYBILL_SQL_SEVER', at: 'WAYBILL_SQL_SEVER', says: 'nothing reads the setting WAYBILL_SQL_SEVER; did you mean WAYBILL_SQL_SERVER?' },
  { name: 'a setting of the laptop is set', file: app, find: '  AZURE_CLIENT_ID:', put: "  WAYBILL_DATA: '/data'\n  AZURE_CLIENT_ID:", at: 'WAYBILL_DATA', says: 'WAYBILL_DATA is not for Azure' },
  { name: 'a setting is set that Flex Consumption forbids', file: app, find: '  AZURE_CLIENT_ID:', put: "  FUNCTIONS_WORKER_RUNTIME: 'custom'\n  AZURE_CLIENT_ID:", at: 'FUNCTIONS_WORKER_RUNTIME', says: 'may not be set on Flex Consumption' },
  { name: 'a secret setting is no reference', file: app, find: /WAYBILL_PEPPER: '.*'/, put: 'WAYBILL_PEPPER: finality', at: 'finality\n  WAYBILL_STREAM', says: 'WAYBILL_PEPPER is secret; make it a reference to the vault' },
  { name: 'a reference names another secret', file: app, find: 'waybill-pepper)', put: 'waybill-passphrase)', at: "'@Microsoft.KeyVault(SecretUri=${secrets}waybill-passphrase)'\n  WAYBILL_STREAM", says: 'WAYBILL_PEPPER refers to another secret than waybill-pepper' },
  { name: 'a parameter file sets what it may not', file: 'bicep/dev.bicepparam', find: 'WAYBILL_LOG_LEVEL', put: 'WAYBILL_LEDGER', at: 'WAYBILL_LEDGER', says: 'is not among the defaults that handlerSettings replaces' },

  // Safety.
  { name: 'account keys are allowed', file: storage, find: 'allowSharedKeyAccess: false', put: 'allowSharedKeyAccess: true', at: 'allowSharedKeyAccess: true', says: 'properties.allowSharedKeyAccess of Microsoft.Storage/storageAccounts must be false' },
  { name: 'whether account keys are allowed is not said', file: storage, find: '    allowSharedKeyAccess: false\n', put: '', at: 'properties: {\n    allowBlobPublicAccess', says: 'properties.allowSharedKeyAccess of Microsoft.Storage/storageAccounts must be false' },
  { name: 'blobs may be public', file: storage, find: 'allowBlobPublicAccess: false', put: 'allowBlobPublicAccess: isPrivate', at: 'allowBlobPublicAccess: isPrivate', says: 'properties.allowBlobPublicAccess of Microsoft.Storage/storageAccounts must be false' },
  { name: 'a container is public', file: storage, find: "publicAccess: 'None'", put: "publicAccess: 'Blob'", at: "publicAccess: 'Blob'", says: 'properties.publicAccess of Microsoft.Storage/storageAccounts/blobServices/containers must be None' },
  { name: 'Service Bus takes keys', file: bus, find: 'disableLocalAuth: true', put: 'disableLocalAuth: false', at: 'disableLocalAuth', says: 'properties.disableLocalAuth of Microsoft.ServiceBus/namespaces must be true' },
  { name: 'old TLS is taken', file: sql, find: "minimalTlsVersion: '1.2'", put: "minimalTlsVersion: '1.0'", at: 'minimalTlsVersion', says: 'must be 1.2 or 1.3' },
  { name: 'SQL has a password', file: sql, find: "    minimalTlsVersion", put: "    administratorLoginPassword: operatorsName\n    minimalTlsVersion", at: 'administratorLoginPassword', says: 'administratorLoginPassword is a password or key' },
  { name: 'SQL takes passwords', file: sql, find: 'azureADOnlyAuthentication: true', put: 'azureADOnlyAuthentication: false', at: 'azureADOnlyAuthentication', says: 'azureADOnlyAuthentication of Microsoft.Sql/servers must be true' },
  { name: 'a key of an account is fetched', file: app, find: 'hostAccount.name\n', put: "listKeys(hostAccount.id, '2025-01-01')\n", at: 'listKeys(', says: 'listKeys fetches keys' },
  { name: 'a connection string stands in the text', file: app, find: "WAYBILL_BUS: 'servicebus'", put: "WAYBILL_BUS: 'Endpoint=sb://x;SharedAccessKey=y'", at: "'Endpoint", says: 'this text holds a key' },
  { name: 'a secret stands in a parameter file', file: 'bicep/dev.bicepparam', find: "'debug'", put: `'${'ab'.repeat(32)}'`, at: "'abab", says: 'looks like a secret of 32 bytes' },
  { name: 'an output shows a secret', file: app, find: '@description(\'Name of the function app.\')\noutput', put: "@description('Package.')\noutput package string = packageUri\n\n@description('Name of the function app.')\noutput", at: 'package string', says: 'the output package shows a secret' },
  { name: 'an address is of one cloud', file: sql, find: '${environment().suffixes.storage}', put: 'core.windows.net', at: "'https://${digestAccountName}", says: 'the address is of one cloud only' },
  { name: 'a name may become too long', file: main, find: '${take(workload, 7)}-${suffix}', put: '${base}-${suffix}', at: "'kv-${base}", says: 'vaultName may come to 29 characters, and 24 are allowed' },
  { name: 'a storage account has a hyphen', file: storage, find: "'${begin}host${suffix}'", put: "'${begin}-host${suffix}'", at: "'${begin}-host", says: 'the name of Microsoft.Storage/storageAccounts may' },

  // The managed application, and deployments that are rehearsed.
  { name: 'the form has an output too many', file: form, find: '"environmentName": "[basics', put: '"region": "x",\n      "environmentName": "[basics', at: '"region":', says: 'the template has no parameter region' },
  { name: 'the form leaves a parameter out', file: form, find: /,\n      "crossTenant": false/, put: '', at: '"outputs":', says: 'the parameter crossTenant of the template is not among the outputs' },
  { name: 'an output of the form asks for nothing', file: form, find: "steps('size').databaseSku]", put: "steps('size').sku]", at: '"databaseSku": "[steps', says: 'there is no element size.sku' },
  { name: 'an element of the form goes nowhere', file: form, find: "[steps('chain').finality]", put: 'finalized', at: '"name": "finality"', says: 'what is entered as chain.finality goes nowhere' },
  { name: 'the form calls a function of templates', file: form, find: "[int(steps('chain').chainId)]", put: "[json(steps('chain').chainId)]", at: '"chainId": "[json', says: 'a form has no function json' },
  { name: 'the form offers what is not allowed', file: form, find: '"value": "BC_Gen5"', put: '"value": "HS_Gen5"', at: '"value": "HS_Gen5"', says: 'databaseSku may not be HS_Gen5; it may be GP_S_Gen5' },
  { name: 'the form gives a number as text', file: form, find: "[int(steps('chain').chainId)]", put: "[steps('chain').chainId]", at: '{', says: 'the parameter chainId is of type string, not int' },
  { name: 'the template of the managed application is old', file: 'bicep/managed-app/mainTemplate.json', find: '"maxDeliveryCount": 10', put: '"maxDeliveryCount": 9', at: '{', says: 'this is not what bicep/main.bicep compiles to; run make managed-app' },
  { name: 'a module is asked that is not deployed', file: main, find: "subnetId: privateNetwork ? network!.outputs.appSubnetId : ''", put: 'subnetId: network!.outputs.appSubnetId', at: 'using', in: 'bicep/dev.bicepparam', says: 'which is not deployed' },
  { name: 'a setting is a number', file: app, find: 'string(chainId)', put: 'json(string(chainId))', at: 'using', in: 'bicep/dev.bicepparam', says: 'the setting WAYBILL_CHAIN_ID is 1337; it must be a text' },
  { name: 'two resources have one name', file: storage, find: "'${begin}data${suffix}'", put: "'${begin}host${suffix}'", at: 'using', in: 'bicep/dev.bicepparam', says: 'has two resources of one name' },

  // The documents.
  { name: 'a variable is told nowhere', file: 'bicep/prod.bicepparam', find: "readEnvironmentVariable('WAYBILL_CHAIN_ID')", put: "readEnvironmentVariable('WAYBILL_CHAIN')", at: "readEnvironmentVariable('WAYBILL_CHAIN')", says: 'docs/deploy.md does not set WAYBILL_CHAIN' },
  { name: 'an output in the documents does not exist', file: 'docs/deploy.md', find: '$(out appName)', put: '$(out functionName)', at: '$(out functionName)', says: 'bicep/main.bicep has no output functionName' },
  { name: 'a secret is told nowhere', file: 'docs/deploy.md', find: '`waybill-pepper`', put: '`pepper`', at: "'@Microsoft.KeyVault(SecretUri=${secrets}waybill-pepper)'", in: app, says: 'docs/deploy.md does not say what the secret waybill-pepper is' },
  { name: 'an alert of the runbook is missing', file: alerts, find: "name: 'balance-low'", put: "name: 'balance'", at: '### balance-low', in: 'docs/operations.md', says: 'bicep/modules/alerts.bicep has no alert balance-low' },
]
