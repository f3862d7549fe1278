// Private endpoints, and the DNS zones in which the services' public names lead to them.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('What names of resources have in common.')
param base string

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet that the endpoints are in.')
param subnetId string

@description('Resource id of the account of the Functions host.')
param hostAccountId string

@description('Resource id of the account with tables and documents.')
param dataAccountId string

@description('Resource id of the account with the digests.')
param digestAccountId string

@description('Resource id of the SQL server.')
param serverId string

@description('Resource id of the vault.')
param vaultId string

@description('Resource id of the Service Bus namespace.')
param namespaceId string

@description('Whether the namespace is of the Premium tier; others have no private endpoints.')
param premium bool

var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink${environment().suffixes.sqlServerHostname}'
  'privatelink.vaultcore.azure.net' // the vaults' zone has another name than the vaults
  'privatelink.servicebus.windows.net'
]

// zone is the index in zoneNames; service is the sub-resource of the target.
var always = [
  { name: 'host-blob', target: hostAccountId, service: 'blob', zone: 0 }
  { name: 'host-table', target: hostAccountId, service: 'table', zone: 1 }
  { name: 'data-blob', target: dataAccountId, service: 'blob', zone: 0 }
  { name: 'data-table', target: dataAccountId, service: 'table', zone: 1 }
  { name: 'digest-blob', target: digestAccountId, service: 'blob', zone: 0 }
  { name: 'sql', target: serverId, service: 'sqlServer', zone: 2 }
  { name: 'vault', target: vaultId, service: 'vault', zone: 3 }
]
var wanted = premium ? concat(always, [
  { name: 'bus', target: namespaceId, service: 'namespace', zone: 4 }
]) : always

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for name in zoneNames: {
  name: name
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (name, i) in zoneNames: {
  parent: zones[i]
  name: 'to-${base}'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkId }
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = [for e in wanted: {
  name: 'pep-${base}-${e.name}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: 'nic-${base}-${e.name}'
    privateLinkServiceConnections: [
      {
        name: e.name
        properties: { privateLinkServiceId: e.target, groupIds: [e.service] }
      }
    ]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [for (e, i) in wanted: {
  parent: endpoint[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: e.name, properties: { privateDnsZoneId: zones[e.zone].id } }
    ]
  }
  dependsOn: [links]
}]
