// Service Bus: the queues that functions/*/function.json name, and no others.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the namespace.')
@maxLength(50)
param namespaceName string

@description('Whether the namespace is of the Premium tier.')
param premium bool

@description('Whether the namespace is reached through a private endpoint only; needs the Premium tier.')
param isPrivate bool

@description('Object ids of the principals that may put commands on the queue commands.')
param commandSenders array

@description('Resource id of the workspace that logs go to.')
param workspaceId string

@description('Object id of the identity that the handler runs as.')
param handlerPrincipalId string

@description('Resource id of that identity.')
param handlerIdentityId string

@description('Whether the resource group belongs to another tenant.')
param crossTenant bool

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0' // Azure Service Bus Data Receiver

// Sessions keep the transactions of one signing key, and the events of one contract, in order. Whether a queue has
// sessions or detects duplicates cannot be changed after it is made. The host renews the lock of a message that it gives to a
// function by itself, and never that of a batch with a session, whatever maxAutoLockRenewalDuration says: a batch that takes
// longer than its lock comes again while it is still dealt with. So queues with sessions have the longest lock there is;
// after a host was killed, its sessions wait for as long.
var queues = [
  { name: 'commands', sessions: false, lock: 'PT1M' }
  { name: 'transactions', sessions: true, lock: 'PT5M' }
  { name: 'projection', sessions: true, lock: 'PT5M' }
]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: {
    name: premium ? 'Premium' : 'Standard'
    tier: premium ? 'Premium' : 'Standard'
    capacity: premium ? 1 : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

// A message is sent again under the id it had, by the sweeper and by a step that puts one off. A queue that remembers
// ids would drop it, so duplicate detection stays off; steps tell a repetition by what is journaled.
resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for q in queues: {
  parent: namespace
  name: q.name
  properties: {
    requiresSession: q.sessions
    requiresDuplicateDetection: false
    lockDuration: q.lock
    maxDeliveryCount: 10
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    enablePartitioning: false
    maxSizeInMegabytes: 5120
  }
}]

// The handler sends to every queue: steps to the next one, and IngestCommand puts a command off.
resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (q, i) in queues: {
  name: guid(queue[i].id, handlerIdentityId, dataSender)
  scope: queue[i]
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}]

resource receiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (q, i) in queues: {
  name: guid(queue[i].id, handlerIdentityId, dataReceiver)
  scope: queue[i]
  properties: {
    principalId: handlerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
    delegatedManagedIdentityResourceId: crossTenant ? handlerIdentityId : null
  }
}]

resource commands 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: namespace
  name: 'commands'
}

resource commandSender 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principal in commandSenders: {
  name: guid(commands.id, principal, dataSender)
  scope: commands
  properties: {
    principalId: principal
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
  }
  dependsOn: [queue]
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Name of the namespace.')
output name string = namespace.name

@description('Full name of the namespace.')
output address string = split(split(namespace.properties.serviceBusEndpoint, '/')[2], ':')[0]

@description('Names of the queues.')
output queueNames array = [for q in queues: q.name]
