// Who is told of what. Each alert says in its description what to look at first.

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('What names of resources have in common.')
param base string

@description('E-mail addresses that alerts go to.')
param emails array

@description('Names of the queues.')
param queueNames array

@description('Resource id of the Service Bus namespace.')
param namespaceId string

@description('Resource id of the vault.')
param vaultId string

@description('Resource id of the database.')
param databaseId string

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Resource id of the workspace that logs go to.')
param workspaceId string

// Each query gives rows only when something is wrong. The names are those of the runbook, docs/operations.md. Figures
// that begin with waybill_ are the handler's own and get here through a collector, see the parameter otlpEndpoint.
var queries = [
  {
    name: 'handler-restarts'
    severity: 1
    window: 'PT15M'
    about: 'The handler ended three times within half an hour and the host gave up. Read the lines on standard error just before.'
    query: 'union isfuzzy=true AppTraces, FunctionAppLogs | where Message startswith "Exceeded http worker restart retry count"'
  }
  {
    name: 'timers-silent'
    severity: 1
    window: 'PT15M'
    about: 'PollConfirmations has not run for a quarter of an hour: the app is down, or its timers are.'
    query: 'AppRequests | where Name == "PollConfirmations" and Success | summarize Runs = count() | where Runs == 0'
  }
  {
    name: 'oldest-operation'
    severity: 2
    window: 'PT15M'
    about: 'An open operation has stood still for more than a quarter of an hour.'
    query: 'AppMetrics | where Name == "waybill_oldest_operation_seconds" | summarize Worst = max(Max) | where Worst > 900'
  }
  {
    name: 'finality-lag'
    severity: 2
    window: 'PT15M'
    about: 'The newest final block is far behind the newest one, or no node answers. Nothing becomes confirmed or recorded.'
    query: 'AppMetrics | where Name in ("waybill_chain_finality_lag_blocks", "waybill_chain_reachable") | summarize Lag = maxif(Max, Name endswith "blocks"), Reachable = maxif(Max, Name endswith "reachable") | where Lag > 200 or Reachable == 0'
  }
  {
    name: 'projection-lag'
    severity: 2
    window: 'PT15M'
    about: 'Final blocks do not get into the ledger. Queries show the past.'
    query: 'AppMetrics | where Name == "waybill_projection_lag_blocks" | summarize Worst = min(Min) | where Worst > 100'
  }
  {
    name: 'digest-missing'
    severity: 2
    window: 'PT1H'
    about: 'Rows of the ledger should be in a digest of Waybill for an hour and are not. AnchorDigest does not get on.'
    query: 'AppMetrics | where Name == "waybill_digest_overdue_seconds" | summarize Worst = max(Max) | where Worst > 3600'
  }
  {
    name: 'webhook-silent'
    severity: 3
    window: 'PT30M'
    about: 'Events were recorded that no webhook had announced, and none announces anything.'
    query: 'AppMetrics | where Name in ("waybill_unannounced_events_total", "waybill_webhook_batches_total") | summarize Grew = max(Max) - min(Min) by Name, AppRoleInstance | summarize Unannounced = sumif(Grew, Name startswith "waybill_unannounced"), Batches = sumif(Grew, Name startswith "waybill_webhook") | where Unannounced > 0 and Batches == 0'
  }
  {
    name: 'balance-low'
    severity: 2
    window: 'PT30M'
    about: 'A key that pays for transactions has less than 0.01 ether, and its transactions wait.'
    query: 'let poor = AppMetrics | where Name == "waybill_signer_balance_wei" | summarize Balance = min(Min) by Signer = tostring(Properties.signer) | where Balance < 1e16; AppMetrics | where Name == "waybill_signer_oldest_pending_seconds" | summarize Age = max(Max) by Signer = tostring(Properties.signer) | where Age > 900 | join kind=inner poor on Signer'
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${base}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'waybill'
    enabled: true
    emailReceivers: [for (address, i) in emails: { name: 'email-${i}', emailAddress: address, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = [for queue in queueNames: {
  name: 'alert-${base}-dead-letters-${queue}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The queue ${queue} has dead letters. Remove the cause, then delete them: what was accepted comes again by itself.'
    severity: 1
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            { name: 'EntityName', operator: 'Include', values: [queue] }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}]

// Service Bus has no metric of how old a message is. A queue that was not once short within an hour has old ones.
resource waiting 'Microsoft.Insights/metricAlerts@2018-03-01' = [for queue in queueNames: {
  name: 'alert-${base}-messages-waiting-${queue}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages have been waiting on the queue ${queue} for an hour. Compare the failures of the function that reads it.'
    severity: 2
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'active'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            { name: 'EntityName', operator: 'Include', values: [queue] }
          ]
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 100
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}]

resource failures 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${base}-failed-invocations'
  location: 'global'
  tags: tags
  properties: {
    description: 'Functions fail. Open the failures of Application Insights, by operation name.'
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failed'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'microsoft.insights/components'
          metricName: 'requests/failed'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}

resource digestFailed 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${base}-sql-digest-upload-failed'
  location: 'global'
  tags: tags
  properties: {
    description: 'SQL could not write a digest of its ledger. Check that the identity of the SQL server still has its role on the account with the digests.'
    severity: 1
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'failed'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Sql/servers/databases'
          metricName: 'ledger_digest_upload_failed'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}

resource digestMissing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${base}-sql-digest-missing'
  location: 'global'
  tags: tags
  properties: {
    description: 'SQL has written no digest of its ledger for a day. That is right only if nothing was recorded.'
    severity: 2
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT1H'
    windowSize: 'P1D'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'written'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Sql/servers/databases'
          metricName: 'ledger_digest_upload_success'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}

resource vaultRefuses 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${base}-key-vault-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'The vault answers 429 (too many requests) or 403 (a role is missing). Signing waits or stops.'
    severity: 1
    enabled: true
    scopes: [vaultId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'refused'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.KeyVault/vaults'
          metricName: 'ServiceApiResult'
          dimensions: [
            { name: 'StatusCode', operator: 'Include', values: ['429', '403'] }
          ]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      { actionGroupId: group.id }
    ]
  }
}

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for q in queries: {
  name: 'alert-${base}-${q.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'alert-${base}-${q.name}'
    description: q.about
    severity: q.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: q.window
    criteria: {
      allOf: [
        { query: q.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }
      ]
    }
    autoMitigate: true
    skipQueryValidation: true // the tables appear with the first telemetry
    actions: {
      actionGroups: [group.id]
    }
  }
}]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'waybill-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Waybill ${base}'
    sourceId: insightsId
    serializedData: loadTextContent('../workbook.json')
  }
}
