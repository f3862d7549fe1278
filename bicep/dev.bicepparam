using 'main.bicep'

// The smallest environment: everything is shared, public and cheap. Group, chain and contract come from the environment
// of whoever deploys; docs/deploy.md sets them.
param environmentName = 'dev'
param operatorsName = readEnvironmentVariable('WAYBILL_OPERATORS_NAME')
param operatorsObjectId = readEnvironmentVariable('WAYBILL_OPERATORS_ID')
param chainId = int(readEnvironmentVariable('WAYBILL_CHAIN_ID'))
param contractAddress = readEnvironmentVariable('WAYBILL_CONTRACT')
param startBlock = int(readEnvironmentVariable('WAYBILL_START_BLOCK', '0'))
param operatorAddresses = empty(readEnvironmentVariable('WAYBILL_OPERATOR_ADDRESSES', '')) ? [] : split(readEnvironmentVariable('WAYBILL_OPERATOR_ADDRESSES', ''), ',')
param digestVerifiers = readEnvironmentVariable('WAYBILL_DIGEST_VERIFIERS')
param alertEmails = empty(readEnvironmentVariable('WAYBILL_ALERT_EMAILS', '')) ? [] : split(readEnvironmentVariable('WAYBILL_ALERT_EMAILS', ''), ',')
param monthlyBudget = int(readEnvironmentVariable('WAYBILL_MONTHLY_BUDGET', '0'))
param budgetStart = readEnvironmentVariable('WAYBILL_BUDGET_START', '')
param finality = 'instant'
param handlerSettings = {
  WAYBILL_LOG_LEVEL: 'debug'
}
