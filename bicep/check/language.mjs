// What Bicep itself defines and Waybill's files use: functions and decorators. A name that is not here is taken for a
// misspelling.

const any = 'any'

/** functions: name -> fewest and most arguments, and the type of the result. */
export const functions = {
  array: [1, 1, 'array'], bool: [1, 1, 'bool'], cidrSubnet: [3, 3, 'string'], coalesce: [1, 99, any], concat: [1, 99, any],
  contains: [2, 2, 'bool'], empty: [1, 1, 'bool'], environment: [0, 0, 'object'], first: [1, 1, any], guid: [1, 99, 'string'],
  int: [1, 1, 'int'], join: [2, 2, 'string'], json: [1, 1, any], last: [1, 1, any], length: [1, 1, 'int'],
  loadTextContent: [1, 2, 'string'], range: [2, 2, 'array'], replace: [3, 3, 'string'], resourceGroup: [0, 0, 'object'],
  resourceId: [2, 99, 'string'], split: [2, 2, 'array'], string: [1, 1, 'string'], subscription: [0, 0, 'object'],
  subscriptionResourceId: [2, 99, 'string'], take: [2, 2, any], tenant: [0, 0, 'object'], toLower: [1, 1, 'string'],
  toUpper: [1, 1, 'string'], union: [2, 99, any], uniqueString: [1, 99, 'string'], utcNow: [0, 1, 'string'],
}

/** parameterFileFunctions may be used in .bicepparam files only. */
export const parameterFileFunctions = { readEnvironmentVariable: [1, 2, 'string'] }

/** decorators: name -> the declarations that it may stand before. */
export const decorators = {
  description: ['param', 'var', 'output', 'resource', 'module'], allowed: ['param'], minLength: ['param'], maxLength: ['param'],
  minValue: ['param'], maxValue: ['param'], secure: ['param'], batchSize: ['resource', 'module'],
}

/** closest names the candidate that a misspelt name most likely stands for, as the end of a message. */
export function closest(name, candidates, otherwise) {
  const ranked = candidates.map((c) => [distance(name.toLowerCase(), c.toLowerCase()), c]).sort((a, b) => a[0] - b[0])
  return ranked[0]?.[0] <= Math.max(2, name.length / 3) ? `did you mean ${ranked[0][1]}?` : otherwise
}

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}
