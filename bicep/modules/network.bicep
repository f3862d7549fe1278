// The virtual network: one subnet that the app goes out through, one for the private endpoints.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('What names of resources have in common.')
param base string

@description('Address space; at least a /24.')
param prefix string

resource appRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: 'nsg-${base}-app'
  location: location
  tags: tags
}

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: 'nsg-${base}-endpoints'
  location: location
  tags: tags
}

// Flex Consumption needs a subnet of its own of at least a /27, without an underscore in its name.
resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-${base}-${location}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [prefix] }
    subnets: [
      {
        name: 'snet-app'
        properties: {
          addressPrefix: cidrSubnet(prefix, 26, 0)
          networkSecurityGroup: { id: appRules.id }
          delegations: [
            { name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }
          ]
        }
      }
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: cidrSubnet(prefix, 26, 1)
          networkSecurityGroup: { id: endpointRules.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

@description('Resource id of the network.')
output networkId string = network.id

@description('Resource id of the subnet of the app.')
output appSubnetId string = network.properties.subnets[0].id

@description('Resource id of the subnet of the private endpoints.')
output endpointSubnetId string = network.properties.subnets[1].id
