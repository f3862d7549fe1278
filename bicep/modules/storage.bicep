// Three storage accounts, as they are protected in three ways: what the Functions host keeps and the package with the
// code; tables, documents and their keys; and digests, which nobody can change.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Short name of the workload.')
@minLength(2)
@maxLength(7)
param workload string

@description('What makes the names of the accounts unique in the world.')
@maxLength(13)
param suffix string

@description('Keeps every account in three zones of the region.')
param zoneRedundant bool

@description('Whether the accounts are reached through private endpoints.')
param isPrivate bool

@description('Public IPv4 addresses from which operators reach the accounts while they are private.')
param operatorAddresses array

@description('Days for which digests can be neither changed nor deleted.')
param digestRetentionDays int

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Object id of the identity that the handler runs as.')
param handlerPrincipalId string

@description('Resource id of that identity.')
param handlerIdentityId string

@description('Object id of the Entra group that keeps the app credentials.')
param operatorsObjectId string

@description('Whether the resource group belongs to another tenant.')
param crossTenant bool

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor

var begin = 'st${take(workload, 5)}'
var publicAccess = isPrivate && empty(operatorAddresses) ? 'Disabled' : 'Enabled'
var redundancy = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
var fromOperators = [for address in operatorAddresses: { value: address, action: 'Allow' }]
var rules = {
  bypass: 'AzureServices'
  defaultAction: isPrivate ? 'Deny' : 'Allow'
  ipRules: fromOperators
}

// Their names are those that the adapters know.
var tableNames = ['waybilljournal', 'waybilloperations', 'waybillcredentials']
var containerNames = ['documents', 'document-keys']

// The container of the handler's digests, and the one that SQL writes its own to.
var digestContainerNames = ['digests', 'sqldbledgerdigests']

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: toLower('${begin}host${suffix}')
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess
    networkAcls: rules
  }
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: hostAccount
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: hostBlobs
  name: 'packages'
  properties: { publicAccess: 'None' }
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: toLower('${begin}data${suffix}')
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess
    networkAcls: rules
  }
}

// Blobs have neither soft delete nor versions here: the key of a shredded document must be gone, not in a bin.
resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: dataAccount
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    isVersioningEnabled: false
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for name in containerNames: {
  parent: dataBlobs
  name: name
  properties: { publicAccess: 'None' }
}]

resource dataTables 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: dataAccount
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [for name in tableNames: {
  parent: dataTables
  name: name
}]

// SQL refuses locally redundant storage for its digests, so this account always spans zones.
resource digestAccount 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: toLower('${begin}dgst${suffix}')
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled' // SQL is not in the network: it comes as a trusted service, past rules that deny the rest
    networkAcls: rules
  }
}

resource digestBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: digestAccount
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

resource digestContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for name in digestContainerNames: {
  parent: digestBlobs
  name: name
  properties: { publicAccess: 'None' }
}]

// The policy begins unlocked, and an administrator can still remove it. Locking it is an act that ARM has no property
// for; docs/deploy.md has the command. SQL appends to its blobs, so appending stays allowed.
resource writeOnce 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = [for (name, i) in digestContainerNames: {
  parent: digestContainers[i]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: digestRetentionDays
    allowProtectedAppendWrites: true
  }
}]

// The host keeps leases, keys and the package in blobs, and its diagnostic events in tables. No function has a queue or
// blob trigger, so it needs no queues.
resource hostBlobOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, handlerIdentityId, blobDataOwner)
  scope: hostAccount
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataOwner)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource hostTableContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, handlerIdentityId, tableDataContributor)
  scope: hostAccount
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource tableContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (name, i) in tableNames: {
  name: guid(tables[i].id, handlerIdentityId, tableDataContributor)
  scope: tables[i]
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}]

resource containerContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (name, i) in containerNames: {
  name: guid(containers[i].id, handlerIdentityId, blobDataContributor)
  scope: containers[i]
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}]

// Of the digests, the handler writes its own only; SQL's are SQL's.
resource digestContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(digestContainers[0].id, handlerIdentityId, blobDataContributor)
  scope: digestContainers[0]
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource credentials 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' existing = {
  parent: dataTables
  name: 'waybillcredentials'
}

resource credentialKeepers 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(credentials.id, operatorsObjectId, tableDataContributor)
  scope: credentials
  properties: {
    principalId: operatorsObjectId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
  }
  dependsOn: [tables]
}

resource dataDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: dataBlobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

resource digestDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: digestBlobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

@description('Resource id of the account of the Functions host.')
output hostAccountId string = hostAccount.id

@description('Name of the account of the Functions host.')
output hostAccountName string = hostAccount.name

@description('Resource id of the account with tables and documents.')
output dataAccountId string = dataAccount.id

@description('Name of the account with tables and documents.')
output dataAccountName string = dataAccount.name

@description('Resource id of the account with the digests.')
output digestAccountId string = digestAccount.id

@description('Name of the account with the digests.')
output digestAccountName string = digestAccount.name
