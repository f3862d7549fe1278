using 'main.bicep'

// What a network of companies runs on: three zones, a private network, and digests that stay for seven years.
param environmentName = 'prod'
param operatorsName = readEnvironmentVariable('WAYBILL_OPERATORS_NAME')
param operatorsObjectId = readEnvironmentVariable('WAYBILL_OPERATORS_ID')
param chainId = int(readEnvironmentVariable('WAYBILL_CHAIN_ID'))
param contractAddress = readEnvironmentVariable('WAYBILL_CONTRACT')
param startBlock = int(readEnvironmentVariable('WAYBILL_START_BLOCK', '0'))
param operatorAddresses = empty(readEnvironmentVariable('WAYBILL_OPERATOR_ADDRESSES', '')) ? [] : split(readEnvironmentVariable('WAYBILL_OPERATOR_ADDRESSES', ''), ',')
param digestVerifiers = readEnvironmentVariable('WAYBILL_DIGEST_VERIFIERS')
param entraAudience = readEnvironmentVariable('WAYBILL_ENTRA_AUDIENCE', '')
param serviceBusTier = 'Premium'
param databaseSku = 'GP_Gen5'
param databaseCores = 4
param databaseBackup = 'GeoZone'
param zoneRedundant = true
param alwaysReady = 2
param maximumInstances = 100
param privateNetwork = true
param digestRetentionDays = 2557
param logRetentionDays = 180
param alertEmails = empty(readEnvironmentVariable('WAYBILL_ALERT_EMAILS', '')) ? [] : split(readEnvironmentVariable('WAYBILL_ALERT_EMAILS', ''), ',')
param monthlyBudget = int(readEnvironmentVariable('WAYBILL_MONTHLY_BUDGET', '0'))
param budgetStart = readEnvironmentVariable('WAYBILL_BUDGET_START', '')
param handlerSettings = {
  WAYBILL_WINDOW: '64'
}
