// Time badge-maker: one line of JSON comes in, [[label, message], ...], and the ns that they took go out.

import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const source = resolve(process.argv[2], 'badge-maker/lib/index.js')
const { makeBadge } = await import(pathToFileURL(source))

let drawn = 0 // so that no compiler finds the badges unused

for await (const line of createInterface({ input: process.stdin })) {
  const texts = JSON.parse(line)
  const start = process.hrtime.bigint()
  for (const [label, message] of texts) drawn += makeBadge({ label, message, color: 'brightgreen' }).length
  process.stdout.write(`${process.hrtime.bigint() - start}\n`)
}
