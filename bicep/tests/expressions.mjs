// What expressions compile to: Bicep on the left, ARM on the right, as the Bicep compiler writes it.

export const source = `
param text string
param flag bool
param list array
param object object
param number int
var plain = 'x'
var late = account.properties.primaryEndpoints.blob
var items = [for (one, i) in list: { value: one, at: i }]

resource group 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: 'shared'
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: text
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [for name in list: {
  parent: blobs
  name: name
}]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id)
  scope: account
}
`

export const expressions = [
  ["'x'", 'x'],
  ["'[x]'", '[[x]'],
  ["'it\\'s'", "it's"],
  ["toLower('it\\'s')", "[toLower('it''s')]"],
  ["'a-${text}-b'", "[format('a-{0}-b', parameters('text'))]"],
  ["'{${text}}'", "[format('{{{0}}}', parameters('text'))]"],
  ['text', "[parameters('text')]"],
  ['plain', "[variables('plain')]"],
  ["text == 'a' && !flag ? 1 : -2", "[if(and(equals(parameters('text'), 'a'), not(parameters('flag'))), 1, -2)]"],
  ["text != 'a' || number >= 2 + 3 * 4", "[or(not(equals(parameters('text'), 'a')), greaterOrEquals(parameters('number'), add(2, mul(3, 4))))]"],
  ['object.name', "[parameters('object').name]"],
  ["object['a-b']", "[parameters('object')['a-b']]"],
  ['list[0].x', "[parameters('list')[0].x]"],
  ['flag ? null : true', "[if(parameters('flag'), null(), true())]"],
  ["flag ? { a: 1, 'b-c': [text] } : {}", "[if(parameters('flag'), createObject('a', 1, 'b-c', createArray(parameters('text'))), createObject())]"],
  ['account.id', "[resourceId('Microsoft.Storage/storageAccounts', parameters('text'))]"],
  ['account.name', "[parameters('text')]"],
  ['account.properties.primaryEndpoints.blob', "[reference(resourceId('Microsoft.Storage/storageAccounts', parameters('text')), '2025-01-01').primaryEndpoints.blob]"],
  ['account.identity.principalId', "[reference(resourceId('Microsoft.Storage/storageAccounts', parameters('text')), '2025-01-01', 'full').identity.principalId]"],
  ["'${late}packages'", "[format('{0}packages', reference(resourceId('Microsoft.Storage/storageAccounts', parameters('text')), '2025-01-01').primaryEndpoints.blob)]"],
  ['containers[1].id', "[resourceId('Microsoft.Storage/storageAccounts/blobServices/containers', parameters('text'), 'default', parameters('list')[1])]"],
  ['group.id', "[resourceId('Microsoft.Storage/storageAccounts', 'shared')]"],
  ['assignment.id', "[extensionResourceId(resourceId('Microsoft.Storage/storageAccounts', parameters('text')), 'Microsoft.Authorization/roleAssignments', guid(resourceId('Microsoft.Storage/storageAccounts', parameters('text'))))]"],
]

/** whole is what parts of the template are that are more than an expression. */
export const whole = {
  'variables.copy': [{ name: 'items', count: "[length(parameters('list'))]", input: { value: "[parameters('list')[copyIndex('items')]]", at: "[copyIndex('items')]" } }],
  'resources.2': {
    copy: { name: 'containers', count: "[length(parameters('list'))]" }, type: 'Microsoft.Storage/storageAccounts/blobServices/containers', apiVersion: '2025-01-01',
    name: "[format('{0}/{1}/{2}', parameters('text'), 'default', parameters('list')[copyIndex()])]",
    dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts/blobServices', parameters('text'), 'default')]"],
  },
  'resources.3': {
    type: 'Microsoft.Authorization/roleAssignments', apiVersion: '2022-04-01',
    name: "[guid(resourceId('Microsoft.Storage/storageAccounts', parameters('text')))]",
    scope: "[format('Microsoft.Storage/storageAccounts/{0}', parameters('text'))]",
    dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', parameters('text'))]"],
  },
}
