// Serve a folder's pictures by ipx, with two processes: node_modules, the folder and the port are the arguments.

import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, folder, port] = process.argv.slice(2)

if (cluster.isPrimary) {
  cluster.fork()
  cluster.fork()
  process.on('SIGTERM', () => process.exit()) // its workers end when it is gone
} else {
  const { createIPX, createIPXNodeServer, ipxFSStorage } = await import(
    pathToFileURL(resolve(modules, 'ipx/dist/index.mjs'))
  )
  createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir: folder }) }))).listen(Number(port), '127.0.0.1')
}
