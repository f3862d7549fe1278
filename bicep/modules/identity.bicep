// The identity that the handler runs as. It is a resource of its own, so that its roles are there before the app starts.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the identity.')
param identityName string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Name.')
output name string = identity.name

@description('Object id, which roles are assigned to.')
output principalId string = identity.properties.principalId

@description('Client id, by which a program chooses this identity.')
output clientId string = identity.properties.clientId
