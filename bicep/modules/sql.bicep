// Azure SQL: one database, whose ledger tables the migrations make. Nobody has a password for it.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the server.')
@maxLength(63)
param serverName string

@description('Name of the database.')
param databaseName string

@description('Name of the SKU of the database.')
param databaseSku string

@description('Virtual cores of the database.')
param databaseCores int

@description('Where backups are kept.')
param databaseBackup string

@description('Spreads the database over the zones of the region.')
param zoneRedundant bool

@description('Whether the server is reached through a private endpoint.')
param isPrivate bool

@description('Public IPv4 addresses from which operators reach the server.')
param operatorAddresses array

@description('Display name of the Entra group that administers the server.')
param operatorsName string

@description('Object id of that group.')
param operatorsObjectId string

@description('Name of the storage account that SQL writes its digests to.')
param digestAccountName string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Whether the resource group belongs to another tenant.')
param crossTenant bool

var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
var serverless = databaseSku == 'GP_S_Gen5'

resource server 'Microsoft.Sql/servers@2023-08-01' = {
  name: serverName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' } // writes the digests
  properties: {
    minimalTlsVersion: '1.2'
    publicNetworkAccess: isPrivate && empty(operatorAddresses) ? 'Disabled' : 'Enabled'
    administrators: {
      administratorType: 'ActiveDirectory'
      azureADOnlyAuthentication: true
      principalType: 'Group'
      login: operatorsName
      sid: operatorsObjectId
      tenantId: tenant().tenantId
    }
  }
}

// Without a network of its own the app comes from addresses of Azure that change. Signing in still takes an identity
// that the database knows.
resource fromAzure 'Microsoft.Sql/servers/firewallRules@2023-08-01' = if (!isPrivate) {
  parent: server
  name: 'AllowAllWindowsAzureIps'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
}

resource fromOperators 'Microsoft.Sql/servers/firewallRules@2023-08-01' = [for (address, i) in operatorAddresses: {
  parent: server
  name: 'operator-${i}'
  properties: { startIpAddress: address, endIpAddress: address }
}]

// The ledger tables are made one by one by the migrations; isLedgerOn would turn every table into one, for ever.
// It never pauses: the first connection after a pause fails, and the timers run all day anyway.
resource database 'Microsoft.Sql/servers/databases@2023-08-01' = {
  parent: server
  name: databaseName
  location: location
  tags: tags
  sku: {
    name: databaseSku
    tier: databaseSku == 'BC_Gen5' ? 'BusinessCritical' : 'GeneralPurpose'
    family: 'Gen5'
    capacity: databaseCores
  }
  properties: {
    isLedgerOn: false
    autoPauseDelay: serverless ? -1 : null
    minCapacity: serverless ? json('0.5') : null
    zoneRedundant: zoneRedundant
    requestedBackupStorageRedundancy: databaseBackup
  }
}

resource digestAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: digestAccountName
}

resource digestWriter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(digestAccount.id, server.id, blobDataContributor)
  scope: digestAccount
  properties: {
    principalId: server.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    delegatedManagedIdentityResourceId: crossTenant ? server.id : null
  }
}

resource digestUploads 'Microsoft.Sql/servers/databases/ledgerDigestUploads@2023-08-01' = {
  parent: database
  name: 'current'
  properties: {
    digestStorageEndpoint: 'https://${digestAccountName}.blob.${environment().suffixes.storage}'
  }
  dependsOn: [digestWriter]
}

resource auditing 'Microsoft.Sql/servers/auditingSettings@2023-08-01' = {
  parent: server
  name: 'default'
  properties: {
    state: 'Enabled'
    isAzureMonitorTargetEnabled: true
    auditActionsAndGroups: [
      'SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP'
      'FAILED_DATABASE_AUTHENTICATION_GROUP'
      'DATABASE_PRINCIPAL_CHANGE_GROUP'
      'DATABASE_ROLE_MEMBER_CHANGE_GROUP'
      'DATABASE_PERMISSION_CHANGE_GROUP'
      'SCHEMA_OBJECT_CHANGE_GROUP'
      'LEDGER_OPERATION_GROUP'
    ]
  }
}

// Audit events of the whole server go to where those of its database master go.
resource master 'Microsoft.Sql/servers/databases@2023-08-01' existing = {
  parent: server
  name: 'master'
}

resource auditDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: master
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'SQLSecurityAuditEvents', enabled: true }
    ]
  }
  dependsOn: [database, auditing]
}

resource databaseDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: database
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'Errors', enabled: true }
      { category: 'Timeouts', enabled: true }
      { category: 'Deadlocks', enabled: true }
    ]
    metrics: [
      { category: 'Basic', enabled: true }
    ]
  }
}

@description('Resource id of the server.')
output serverId string = server.id

@description('Name of the server.')
output serverName string = server.name

@description('Full name of the server.')
output serverAddress string = server.properties.fullyQualifiedDomainName

@description('Resource id of the database.')
output databaseId string = database.id

@description('Name of the database.')
output databaseName string = database.name
