// Ask badge-maker for the geometry of a few hundred badges; tests/image_proc/badge/badge_maker_cases.json
// holds its answers.
//
//   npm install --prefix FOLDER badge-maker@6.0.0
//   node tools/badge_maker_cases.mjs FOLDER/node_modules > tests/image_proc/badge/badge_maker_cases.json
//
// A case: [style, label, message, with a label colour?, with a logo?, width, [[x, textLength] of each text]]

import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const source = resolve(process.argv[2], 'badge-maker/lib/make-badge.js')
const { default: makeBadge } = await import(pathToFileURL(source))

const STYLES = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social']
const WORDS = [
  ['build', 'passing'], ['coverage', '93%'], ['license', 'MIT'], ['', 'only a message'], ['only a label', ''],
  ['', ''], ['npm', 'v1.2.3-beta.4'], ['downloads', '10k/month'], ['a', 'b'], ['WWWWWW', 'iiiiii'],
  ['Größe', 'naïve café'], ['straße', 'ſtraße ŉ ǰ'], ['żółć', 'ĳssel Ǆ'], ['ﬁne', 'o͏́ zero\u200bwidth'],
  ['ƛɤ', 'ƛ'], ['<a&b>', '"quoted" \'text\''], ['x_y - z', '100,000.00 €'], ['  padded ', ' text  '], ['…', '—–‘’“”•™©®'],
  ['tests', '1,204 passed, 3 failed'], ['python', '3.11 | 3.12 | 3.13'], ['a'.repeat(60), 'm'.repeat(60)],
]

// A small generator of its own: the cases are the same on every run.
let state = 20_260_101
const random = below => (state = (state * 48_271) % 2_147_483_647) % below
const letter = () => String.fromCodePoint(random(3) ? 97 + random(26) : random(3) ? 32 + random(95) : 161 + random(420))
const text = () => Array.from({ length: 1 + random(24) }, letter).join('')

const LOGO = 'data:image/png;base64,iVBORw0KGgo='
const cases = []
const add = (style, label, message, colored, logo) => {
  const svg = makeBadge({
    format: 'svg', style, label, message, color: 'brightgreen',
    labelColor: colored ? 'blue' : undefined, logo: logo ? LOGO : undefined,
  })
  const texts = [...svg.matchAll(/<text ([^>]*)>[^<]/g)]
    .map(([, attributes]) => attributes)
    .filter(attributes => !/fill-opacity|aria-hidden/.test(attributes))
    .map(attributes => [/ ?x="([^"]*)"/, /textLength="([^"]*)"/].map(each => Number(each.exec(attributes)[1])))
  cases.push([style, label, message, colored, logo, Number(/width="([^"]*)"/.exec(svg)[1]), texts])
}
for (const style of STYLES) {
  for (const [label, message] of WORDS) {
    add(style, label, message, false, false)
    add(style, label, message, random(2) === 0, random(2) === 0)
  }
  for (let index = 0; index < 40; index++) add(style, text(), text(), random(4) === 0, random(4) === 0)
}
process.stdout.write(`[\n${cases.map(each => JSON.stringify(each)).join(',\n')}\n]\n`)
