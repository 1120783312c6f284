import { beforeAll } from 'vitest'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from './at-rest.ts'
import { freshStores } from './fresh-stores.ts'
import { until } from './made.ts'

let redis: TestRedis

// A node of a cluster refuses any script that touches two slots: one partition a script is all that keeps it whole.
beforeAll(async () => {
  redis = await startRedis(['cluster-enabled yes', 'appendonly no'])
  await command(redis, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
  await until(
    () => command(redis, 'CLUSTER', 'INFO'),
    (info) => info.includes('cluster_state:ok'),
  )
})

storeContract(freshStores(() => redis))
