// The function app: a Flex Consumption plan, the app with the custom handler, and its settings. What a setting means
// stands in docs/settings.md; make bicep-check compares the two.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Environment: dev, test or prod.')
param environmentName string

@description('Name of the plan.')
param planName string

@description('Name of the function app.')
@maxLength(60)
param appName string

@description('Spreads instances over the zones of the region.')
param zoneRedundant bool

@description('Whether the app goes out through a virtual network.')
param isPrivate bool

@description('Resource id of the subnet that it goes out through; empty without a network.')
param subnetId string

@description('Most instances that the app scales out to.')
param maximumInstances int

@description('Memory of an instance in megabytes.')
param instanceMemory int

@description('Instances for HTTP that are always there.')
param alwaysReady int

@description('Address of a zip with the handler that is installed; empty for none.')
@secure()
param packageUri string

@description('Name of the identity that the handler runs as.')
param handlerIdentityName string

@description('Name of the storage account of the Functions host.')
param hostAccountName string

@description('Name of the storage account with tables and documents.')
param dataAccountName string

@description('Name of the storage account with the digests.')
param digestAccountName string

@description('Name of the Service Bus namespace.')
param namespaceName string

@description('Name of the vault.')
param vaultName string

@description('Name of the SQL server.')
param serverName string

@description('Name of the database.')
param databaseName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Chain id of the Ethereum network.')
param chainId int

@description('Address of the CustodyLedger contract.')
param contractAddress string

@description('Block that has the deployment of the contract.')
param startBlock int

@description('When a block counts as final.')
param finality string

@description('Public keys of the digests, separated by commas.')
param digestVerifiers string

@description('Client id of the app registration with which partners sign in through Entra; empty for none.')
param entraAudience string

@description('Address that takes OpenTelemetry over HTTP; empty for none.')
param otlpEndpoint string

@description('Settings that are to differ from the defaults below.')
param handlerSettings object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: handlerIdentityName
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostAccountName
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: dataAccountName
}

resource digestAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: digestAccountName
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: namespaceName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource server 'Microsoft.Sql/servers@2023-08-01' existing = {
  name: serverName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var busAddress = split(split(namespace.properties.serviceBusEndpoint, '/')[2], ':')[0]
var secrets = '${vault.properties.vaultUri}secrets/'

// Settings with a default that handlerSettings may replace.
var defaults = {
  WAYBILL_WINDOW: '64'
  WAYBILL_GAS_GRANT: '0'
  WAYBILL_MAX_DOCUMENT: '104857600'
  WAYBILL_SWEEP_AFTER: '60s'
  WAYBILL_RATE_LIMIT: '10000'
  WAYBILL_RATE_BURST: '20000'
  WAYBILL_MAX_BACKLOG: '100000'
  WAYBILL_LOG_LEVEL: 'info'
  WAYBILL_POLL_SCHEDULE: '*/5 * * * * *'
  WAYBILL_PROJECT_SCHEDULE: '*/10 * * * * *'
  WAYBILL_SWEEP_SCHEDULE: '0 * * * * *'
  WAYBILL_TIDY_SCHEDULE: '0 30 3 * * *'
  WAYBILL_RECONCILE_SCHEDULE: '0 7 * * * *'
  WAYBILL_ANCHOR_SCHEDULE: '0 */10 * * * *'
}

// Settings of the Functions host.
var hostSettings = {
  AzureWebJobsStorage__accountName: hostAccount.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  ServiceBusConnection__fullyQualifiedNamespace: busAddress
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}

// Settings of the handler. Secrets are references that the platform resolves; without a version in them a new value is
// taken up within a day, and at once when the app restarts.
var wiring = {
  WAYBILL_ENVIRONMENT: environmentName
  WAYBILL_BUS: 'servicebus'
  WAYBILL_OPERATIONS: 'azuretable'
  WAYBILL_CREDENTIALS: 'azuretable'
  WAYBILL_JOURNAL: 'azuretable'
  WAYBILL_DOCUMENTS: 'azureblob'
  WAYBILL_DIGESTS: 'azureblob'
  WAYBILL_LEDGER: 'azuresql'
  WAYBILL_SIGNER: 'keyvault'
  WAYBILL_TABLES_URL: dataAccount.properties.primaryEndpoints.table
  WAYBILL_BLOBS_URL: dataAccount.properties.primaryEndpoints.blob
  WAYBILL_DIGESTS_URL: digestAccount.properties.primaryEndpoints.blob
  WAYBILL_SQL_SERVER: server.properties.fullyQualifiedDomainName
  WAYBILL_SQL_DATABASE: databaseName
  WAYBILL_VAULT_URL: vault.properties.vaultUri
  WAYBILL_VAULT_KEYS: 'EC-HSM'
  WAYBILL_CHAIN_ID: string(chainId)
  WAYBILL_CONTRACT: contractAddress
  WAYBILL_START_BLOCK: string(startBlock)
  WAYBILL_FINALITY: finality
  WAYBILL_DIGEST_VERIFIERS: digestVerifiers
  WAYBILL_RPC_URL: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-rpc-url)' // nodes' addresses hold credentials
  WAYBILL_NETWORK_SECRET: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-network-secret)'
  WAYBILL_PASSPHRASE: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-passphrase)'
  WAYBILL_PEPPER: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-pepper)'
  WAYBILL_STREAM_SECRETS: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-stream-secrets)'
  WAYBILL_DIGEST_KEY: '@Microsoft.KeyVault(SecretUri=${secrets}waybill-digest-key)'
  AZURE_CLIENT_ID: identity.properties.clientId
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
}

var entra = empty(entraAudience) ? {} : {
  WAYBILL_ENTRA_TENANT: tenant().tenantId
  WAYBILL_ENTRA_AUDIENCE: entraAudience
}
var otlp = empty(otlpEndpoint) ? {} : {
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' // the host's own default is gRPC
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'handler' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: isPrivate ? subnetId : null
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      runtime: { name: 'custom', version: '1.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady > 0 ? [
          { name: 'http', instanceCount: alwaysReady }
        ] : []
        triggers: { http: { perInstanceConcurrency: 32 } }
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostAccount.properties.primaryEndpoints.blob}packages'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(defaults, handlerSettings, hostSettings, wiring, entra, otlp)
}

// Passwords for publishing are off; whoever deploys signs in through Entra.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource code 'Microsoft.Web/sites/extensions@2024-11-01' = if (!empty(packageUri)) {
  parent: app
  name: 'onedeploy'
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
  dependsOn: [settings]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'FunctionAppLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

@description('Name of the function app.')
output name string = app.name

@description('Address of its HTTP endpoints, without a path.')
output address string = 'https://${app.properties.defaultHostName}'
