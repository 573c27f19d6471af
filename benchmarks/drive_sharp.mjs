// Time sharp: one line of JSON comes in, a task of pictures_engines.py, and the ns that it took go out.

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const sharp = createRequire(`${process.argv[2]}/`)('sharp')
sharp.cache(false) // or the second time would be another one's

for await (const line of createInterface({ input: process.stdin })) {
  const { source, width, format, options, into } = JSON.parse(line)
  const start = process.hrtime.bigint()
  const body = await sharp(source).resize(width).toFormat(format, options).toBuffer()
  const taken = process.hrtime.bigint() - start
  writeFileSync(into, body)
  process.stdout.write(`${taken}\n`)
}
