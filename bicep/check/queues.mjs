// Queues: those that functions/*/function.json read, with sessions where the trigger wants them, and no others.

import { typeOf } from './project.mjs'
import { literal } from './syntax.mjs'
import { values } from './values.mjs'

// longestLock is the longest lockDuration that Service Bus has.
const longestLock = 'PT5M'

export function checkQueues(project) {
  const wanted = triggers(project)
  const found = []
  let place
  for (const file of project.templates()) {
    for (const resource of file.of('resource').filter((r) => !r.existing && typeOf(r).type === 'Microsoft.ServiceBus/namespaces/queues')) {
      place ??= [file, resource.nameAt]
      for (const queue of each(file, resource)) {
        const trigger = wanted.get(queue.name)
        wanted.delete(queue.name)
        if (!trigger) found.push(file.finding(queue.at, `no function reads the queue ${queue.name}; remove it or correct its name`))
        else if (queue.sessions !== trigger.sessions) {
          found.push(file.finding(queue.at, `the queue ${queue.name} has requiresSession ${queue.sessions}, and the trigger of ${trigger.by} wants ${trigger.sessions}; change it`))
        }
        if (queue.sessions && queue.lock !== longestLock) {
          found.push(file.finding(queue.at, `the queue ${queue.name} has sessions and locks of ${queue.lock}, which nobody renews for a batch; set lockDuration to ${longestLock}`))
        }
        if (queue.duplicates !== false) {
          found.push(file.finding(queue.duplicatesAt, `the queue ${queue.name} detects duplicates, and what is sent again on purpose would be lost; set requiresDuplicateDetection to false`))
        }
      }
    }
  }
  const [file, at] = place ?? [project.main(), { line: 1, column: 1 }]
  return found.concat([...wanted].map(([name, t]) => file.finding(at, `there is no queue ${name}, which ${t.by} reads; add it`)))
}

function triggers(project) {
  const wanted = new Map()
  for (const folder of project.list('functions')) {
    for (const b of JSON.parse(project.read(`${folder}/function.json`)).bindings) {
      if (b.type === 'serviceBusTrigger') wanted.set(b.queueName, { sessions: b.isSessionsEnabled ?? false, by: folder.split('/')[1] })
    }
  }
  return wanted
}

/** each gives the queues that a resource declares, one for each turn of its loop. */
function each(file, resource) {
  const turns = resource.loop
    ? values(resource.loop.over, file).flatMap((over) => over.items ?? []).map((item) => [item.at, new Map([[resource.loop.item, values(item, file)]])])
    : [[resource.nameAt, new Map()]]
  return turns.map(([at, locals]) => {
    const get = (o, name) => o?.properties?.find((p) => p.name === name)
    const properties = get(resource.value, 'properties')?.value
    const given = (name) => {
      const property = get(properties, name)
      return property && values(property.value, file, locals)[0]
    }
    const flag = (name) => given(name)?.value ?? false // Azure's default
    return {
      at, name: literal(values(get(resource.value, 'name').value, file, locals)[0]), sessions: flag('requiresSession'),
      lock: given('lockDuration') ? literal(given('lockDuration')) : 'PT1M', // Azure's default
      duplicates: flag('requiresDuplicateDetection'), duplicatesAt: get(properties, 'requiresDuplicateDetection')?.at ?? at,
    }
  })
}
