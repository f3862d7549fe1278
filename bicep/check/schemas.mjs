// The shapes of Azure's resource types. azmcp, Microsoft's server of tools for agents, has those of the newest API
// versions inside and needs no network for them; it is started once and asked for one type at a time. It lacks a few
// providers, whose types stand in schemas.json. What it said is kept in node_modules/.cache for the next time.

import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const own = JSON.parse(readFileSync(new URL('schemas.json', import.meta.url), 'utf8'))
const cache = new URL(`node_modules/.cache/azmcp-${require('@azure/mcp/package.json').version}.json`, import.meta.url)

const patience = 300_000 // milliseconds; a busy machine takes one of them for all types together

/** Schemas answers what a resource type looks like; close it at the end. */
export class Schemas {
  #known = new Map()
  #server
  #waiting = new Map()
  #last = 0
  #home
  #kept = read(cache)
  #learned = false

  /** of gives { apiVersion, body, types } of a type such as Microsoft.KeyVault/vaults, or undefined if nobody knows it. */
  of(type) {
    const key = type.toLowerCase()
    if (!this.#known.has(key)) this.#known.set(key, this.#find(type))
    return this.#known.get(key)
  }

  get size() {
    return this.#known.size
  }

  close() {
    this.#server?.kill()
    if (this.#learned) keep(cache, this.#kept)
    if (this.#home) rmSync(this.#home, { recursive: true, force: true })
  }

  async #find(type) {
    const mine = Object.keys(own.resources).find((name) => name.split('@')[0].toLowerCase() === type.toLowerCase())
    const list = mine ? [{ $type: 'Resource', name: mine, bodyType: own.resources[mine] }, ...own.types] : await this.#ask(type)
    const resource = list?.find((s) => s.$type === 'Resource')
    if (!resource) return undefined
    const types = new Map(list.filter((s) => s.name && s.$type.endsWith('Object')).map((s) => [s.name, s]))
    return { apiVersion: resource.name.split('@')[1], body: resource.bodyType, types }
  }

  async #ask(type) {
    if (this.#kept[type]) return this.#kept[type]
    this.#server ??= this.#start()
    const answer = await this.#send(this.#server, 'tools/call', { name: 'bicepschema_get', arguments: { 'resource-type': type } })
    const text = JSON.parse(answer.result.content[0].text)
    if (text.status !== 200) return undefined
    this.#learned = true
    return (this.#kept[type] = text.results.BicepSchemaResult.filter((s) => s.$type !== 'ResourceInstanceFunction'))
  }

  #start() {
    this.#home = mkdtempSync(join(tmpdir(), 'waybill-bicep-'))
    const server = spawn(binary(), ['server', 'start', '--namespace', 'bicepschema', '--mode', 'all', '--read-only'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, HOME: this.#home, AZURE_MCP_COLLECT_TELEMETRY: 'false', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
    })
    server.on('error', (error) => this.#fail(error))
    server.on('exit', (code) => this.#fail(new Error(`azmcp ended with ${code}`)))
    server.stdin.on('error', () => {})
    let rest = ''
    server.stdout.setEncoding('utf8').on('data', (data) => {
      const lines = (rest + data).split('\n')
      rest = lines.pop()
      for (const line of lines) {
        const message = line.trim() && JSON.parse(line)
        this.#waiting.get(message?.id)?.resolve(message)
        this.#waiting.delete(message?.id)
      }
    })
    this.#send(server, 'initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'waybill', version: '1' } })
    server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
    return server
  }

  #send(server, method, params) {
    const id = ++this.#last
    server.stdin.write(JSON.stringify({ jsonrpc: '2.0', id, method, params }) + '\n')
    const answer = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`ask azmcp for a schema: no answer within ${patience / 60000} minutes`)), patience)
      const done = (settle) => (value) => {
        clearTimeout(late)
        settle(value)
      }
      this.#waiting.set(id, { resolve: done(resolve), reject: done(reject) })
    })
    answer.catch(() => {}) // the first call's is looked at by nobody
    return answer
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(new Error(`ask azmcp for a schema: ${error.message}`))
    this.#waiting.clear()
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {} // not there yet, or half written: it is made anew
  }
}

function keep(file, content) {
  mkdirSync(new URL('.', file), { recursive: true })
  const beside = new URL(`${file.href}.${process.pid}`)
  writeFileSync(beside, JSON.stringify(content))
  renameSync(beside, file)
}

/** binary finds azmcp, which npm leaves without the right to be run when it runs no install scripts. */
function binary() {
  const name = `@azure/mcp-${process.platform}-${process.arch}`
  let manifest
  try {
    manifest = require.resolve(`${name}/package.json`)
  } catch {
    throw new Error(`the npm package ${name} is not installed; run npm ci in bicep/check`)
  }
  const file = join(dirname(manifest), Object.values(JSON.parse(readFileSync(manifest)).bin)[0])
  chmodSync(file, 0o755)
  return file
}
