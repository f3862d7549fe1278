// Key Vault: the operator's signing key, and a place for the secrets. Their values are put in by the commands in
// docs/deploy.md and never pass through a deployment, which would keep them in its history.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('What makes the names of the roles unique in the tenant.')
param suffix string

@description('Whether the vault is reached through a private endpoint.')
param isPrivate bool

@description('Public IPv4 addresses from which operators reach the vault while it is private.')
param operatorAddresses array

@description('Whether to make roles that allow signing and no more.')
param customRoles bool

@description('Whether the handler may make signing keys.')
param keyCreation bool

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Object id of the identity that the handler runs as.')
param handlerPrincipalId string

@description('Resource id of that identity.')
param handlerIdentityId string

@description('Object id of the Entra group that puts the secrets in.')
param operatorsObjectId string

@description('Whether the resource group belongs to another tenant.')
param crossTenant bool

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
var keyVaultSecretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' // Key Vault Secrets Officer
var keyVaultCryptoUser = '12338af0-0e69-4776-bea7-57ae8d297424' // Key Vault Crypto User
var keyVaultCryptoOfficer = '14b46e9e-c2b7-41b4-b07b-48a6ebf60603' // Key Vault Crypto Officer

// What shared/chain/keyvault asks of the vault: list keys and their versions, read public keys, sign; and make a key
// when an organisation joins.
var signActions = [
  'Microsoft.KeyVault/vaults/keys/read'
  'Microsoft.KeyVault/vaults/keys/sign/action'
]
var createActions = ['Microsoft.KeyVault/vaults/keys/create/action']
var here = resourceGroup().id
var builtInRole = keyCreation ? keyVaultCryptoOfficer : keyVaultCryptoUser

// The name binds the key to the operator's organisation, as shared/chain/keyvault names keys.
var operatorKey = 'wb-operator-83b03e4bb11ce7a496b5c8b5f32960a6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'premium' } // keys in a hardware security module need it
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate && empty(operatorAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [for address in operatorAddresses: { value: address }]
    }
  }
}

// A deployment makes the key if there is none and leaves one that is there alone. It has no rotation policy: another
// version would be another Ethereum address.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: operatorKey
  tags: { 'waybill-organization': 'operator', 'waybill-signer': '' }
  properties: {
    kty: 'EC-HSM'
    curveName: 'P-256K'
    keyOps: ['sign', 'verify']
    attributes: { enabled: true, exportable: false }
  }
}

resource secretsUser 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, handlerIdentityId, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource secretsOfficer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, operatorsObjectId, keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: operatorsObjectId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsOfficer)
  }
}

resource signerRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (customRoles) {
  name: guid(resourceGroup().id, 'waybill-signer')
  properties: {
    roleName: 'Waybill signer ${suffix}'
    description: 'Reads public keys and signs with the keys of a Waybill system${keyCreation ? ', and makes keys for organisations that join' : ''}.'
    type: 'CustomRole'
    assignableScopes: [here]
    permissions: [
      { actions: [], dataActions: keyCreation ? concat(signActions, createActions) : signActions }
    ]
  }
}

resource signer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (customRoles) {
  name: guid(vault.id, handlerIdentityId, 'waybill-signer')
  scope: vault
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', signerRole.name)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource builtInSigner 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!customRoles) {
  name: guid(vault.id, handlerIdentityId, builtInRole)
  scope: vault
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', builtInRole)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      { categoryGroup: 'audit', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

@description('Resource id.')
output id string = vault.id

@description('Name.')
output name string = vault.name

@description('Address.')
output url string = vault.properties.vaultUri

@description('Name of the operator key.')
output operatorKeyName string = key.name
