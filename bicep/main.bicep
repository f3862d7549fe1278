// Waybill on Azure: everything that one environment consists of, in one resource group. docs/deploy.md walks through it.
//
// The files keep to a subset of Bicep that bicep/check can compile and check without the Bicep compiler: no nested
// resources, no lambdas, no user-defined types or functions, no registry modules.

targetScope = 'resourceGroup'

@description('Environment that the resources are for; an app credential of one environment is not valid in another.')
@allowed(['dev', 'test', 'prod'])
param environmentName string

@description('Region of all resources. Flex Consumption, availability zones and Premium Service Bus are not in every region.')
param location string = resourceGroup().location

@description('Short name of the workload: lower-case letters and digits. It begins the name of every resource.')
@minLength(2)
@maxLength(7)
param workload string = 'waybill'

@description('Tags of every resource.')
param tags object = {}

@description('Display name of the Entra group whose members run the system: administrators of the SQL server, keepers of the secrets and of the app credentials.')
param operatorsName string

@description('Object id of that Entra group.')
@minLength(36)
@maxLength(36)
param operatorsObjectId string

@description('Object ids of the principals, such as an ERP system, that may put commands on the queue commands.')
param commandSenders array = []

@description('Chain id of the Ethereum network.')
param chainId int

@description('Address of the CustodyLedger contract, as waybill contract deploy prints it.')
@minLength(42)
@maxLength(42)
param contractAddress string

@description('Block that has the deployment of the contract; the ledger begins there.')
@minValue(0)
param startBlock int

@description('When a block counts as final: instant, finalized or depth:N.')
param finality string = 'finalized'

@description('Public keys of the digests, separated by commas, as waybill prints them.')
param digestVerifiers string

@description('Client id of the app registration with which partners sign in through Entra; empty if partners use app credentials only.')
param entraAudience string = ''

@description('Address that takes OpenTelemetry over HTTP; empty to send telemetry to Application Insights only.')
param otlpEndpoint string = ''

@description('Settings of the handler that are to differ from the defaults in modules/app.bicep.')
param handlerSettings object = {}

@description('Address of a zip with the handler that the deployment installs, readable for the platform; empty if code is pushed afterwards.')
@secure()
param packageUri string = ''

@description('Tier of the Service Bus namespace. Premium is needed for private endpoints and has capacity of its own.')
@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('Name of the SKU of the database: GP_S_Gen5 (serverless), GP_Gen5 or BC_Gen5.')
@allowed(['GP_S_Gen5', 'GP_Gen5', 'BC_Gen5'])
param databaseSku string = 'GP_S_Gen5'

@description('Virtual cores of the database; for serverless the most that it takes.')
@minValue(1)
@maxValue(80)
param databaseCores int = 2

@description('Where backups of the database are kept.')
@allowed(['Local', 'Zone', 'Geo', 'GeoZone'])
param databaseBackup string = 'Local'

@description('Spreads the function app, the database and the storage accounts over the zones of the region.')
param zoneRedundant bool = false

@description('Most instances that the function app scales out to.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance in megabytes.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Instances for HTTP that are always there; 0 lets the app scale to nothing, with a cold start afterwards.')
@minValue(0)
@maxValue(20)
param alwaysReady int = 0

@description('Puts a virtual network around the system: the app reaches data only through private endpoints.')
param privateNetwork bool = false

@description('Address space of the virtual network; at least a /24.')
param networkPrefix string = '10.61.0.0/24'

@description('Public IPv4 addresses from which operators reach the database, and vault and storage too while the network is private.')
param operatorAddresses array = []

@description('Days for which digests can be neither changed nor deleted. Once the policy is locked this can only be made longer.')
@minValue(1)
@maxValue(146000)
param digestRetentionDays int = 1

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('E-mail addresses that alerts go to.')
param alertEmails array = []

@description('Budget of the resource group for a month, in the currency of the subscription; 0 for none.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the budget, that of the month in which it is made: 2026-12-01. Without it there is no budget. Keep it as it is: Azure refuses to move it.')
param budgetStart string = ''

@description('Makes roles of the resource group that allow signing and no more. Turn it off where custom roles may not be made: the built-in roles allow more.')
param customRoles bool = true

@description('Lets the handler make signing keys, which is needed for organisations to join.')
param keyCreation bool = true

@description('Whether the managed resource group belongs to another tenant than the publisher, as in a Marketplace offer.')
param crossTenant bool = false

var suffix = uniqueString(resourceGroup().id, workload, environmentName)
var base = '${workload}-${environmentName}'
var allTags = union(tags, { workload: workload, environment: environmentName })
var premium = serviceBusTier == 'Premium'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    tags: allTags
    identityName: 'id-${base}-${location}'
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: allTags
    workspaceName: 'log-${base}-${location}'
    insightsName: 'appi-${base}-${location}'
    retentionDays: logRetentionDays
    handlerPrincipalId: identity.outputs.principalId
    handlerIdentityId: identity.outputs.id
    crossTenant: crossTenant
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    location: location
    tags: allTags
    base: base
    prefix: networkPrefix
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    tags: allTags
    workload: workload
    suffix: suffix
    zoneRedundant: zoneRedundant
    isPrivate: privateNetwork
    operatorAddresses: operatorAddresses
    digestRetentionDays: digestRetentionDays
    workspaceId: monitoring.outputs.workspaceId
    handlerPrincipalId: identity.outputs.principalId
    handlerIdentityId: identity.outputs.id
    operatorsObjectId: operatorsObjectId
    crossTenant: crossTenant
  }
}

module bus 'modules/bus.bicep' = {
  name: 'bus'
  params: {
    location: location
    tags: allTags
    namespaceName: 'sbns-${base}-${suffix}'
    premium: premium
    isPrivate: premium && privateNetwork
    commandSenders: commandSenders
    workspaceId: monitoring.outputs.workspaceId
    handlerPrincipalId: identity.outputs.principalId
    handlerIdentityId: identity.outputs.id
    crossTenant: crossTenant
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    tags: allTags
    vaultName: 'kv-${take(workload, 7)}-${suffix}'
    suffix: suffix
    isPrivate: privateNetwork
    operatorAddresses: operatorAddresses
    customRoles: customRoles
    keyCreation: keyCreation
    workspaceId: monitoring.outputs.workspaceId
    handlerPrincipalId: identity.outputs.principalId
    handlerIdentityId: identity.outputs.id
    operatorsObjectId: operatorsObjectId
    crossTenant: crossTenant
  }
}

module sql 'modules/sql.bicep' = {
  name: 'sql'
  params: {
    location: location
    tags: allTags
    serverName: 'sql-${base}-${suffix}'
    databaseName: 'sqldb-${base}'
    databaseSku: databaseSku
    databaseCores: databaseCores
    databaseBackup: databaseBackup
    zoneRedundant: zoneRedundant
    isPrivate: privateNetwork
    operatorAddresses: operatorAddresses
    operatorsName: operatorsName
    operatorsObjectId: operatorsObjectId
    digestAccountName: storage.outputs.digestAccountName
    workspaceId: monitoring.outputs.workspaceId
    crossTenant: crossTenant
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  name: 'endpoints'
  params: {
    location: location
    tags: allTags
    base: base
    networkId: privateNetwork ? network!.outputs.networkId : ''
    subnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    hostAccountId: storage.outputs.hostAccountId
    dataAccountId: storage.outputs.dataAccountId
    digestAccountId: storage.outputs.digestAccountId
    serverId: sql.outputs.serverId
    vaultId: vault.outputs.id
    namespaceId: bus.outputs.id
    premium: premium
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    location: location
    tags: allTags
    environmentName: environmentName
    planName: 'asp-${base}-${location}'
    appName: 'func-${base}-${suffix}'
    zoneRedundant: zoneRedundant
    isPrivate: privateNetwork
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    alwaysReady: alwaysReady
    packageUri: packageUri
    handlerIdentityName: identity.outputs.name
    hostAccountName: storage.outputs.hostAccountName
    dataAccountName: storage.outputs.dataAccountName
    digestAccountName: storage.outputs.digestAccountName
    namespaceName: bus.outputs.name
    vaultName: vault.outputs.name
    serverName: sql.outputs.serverName
    databaseName: sql.outputs.databaseName
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    chainId: chainId
    contractAddress: contractAddress
    startBlock: startBlock
    finality: finality
    digestVerifiers: digestVerifiers
    entraAudience: entraAudience
    otlpEndpoint: otlpEndpoint
    handlerSettings: handlerSettings
  }
  dependsOn: [endpoints]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: allTags
    base: base
    emails: alertEmails
    queueNames: bus.outputs.queueNames
    namespaceId: bus.outputs.id
    vaultId: vault.outputs.id
    databaseId: sql.outputs.databaseId
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0 && !empty(budgetStart)) {
  name: 'budget'
  params: {
    budgetName: 'budget-${base}'
    amount: monthlyBudget
    start: budgetStart
    emails: alertEmails
  }
}

@description('Name of the function app.')
output appName string = app.outputs.name

@description('Address of the HTTP endpoints, without a path.')
output address string = app.outputs.address

@description('Name of the identity that the handler runs as; SQL knows it by this name.')
output handlerIdentityName string = identity.outputs.name

@description('Client id of that identity.')
output handlerClientId string = identity.outputs.clientId

@description('Name of the vault that the secrets go into.')
output vaultName string = vault.outputs.name

@description('Address of the vault.')
output vaultUrl string = vault.outputs.url

@description('Name of the operator key in the vault.')
output operatorKeyName string = vault.outputs.operatorKeyName

@description('Name of the storage account with the tables and documents.')
output dataAccountName string = storage.outputs.dataAccountName

@description('Name of the storage account with the digests, whose policy is to be locked.')
output digestAccountName string = storage.outputs.digestAccountName

@description('Full name of the SQL server.')
output sqlServer string = sql.outputs.serverAddress

@description('Name of the database.')
output sqlDatabase string = sql.outputs.databaseName

@description('Full name of the Service Bus namespace.')
output serviceBus string = bus.outputs.address

@description('Name of the Log Analytics workspace.')
output workspaceName string = monitoring.outputs.workspaceName
