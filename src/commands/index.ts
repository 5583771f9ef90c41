import { apiKey } from './api-key.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { mail } from './mail.ts'
import { maintenance } from './maintenance.ts'
import { migrate } from './migrate.ts'
import { owner } from './owner.ts'
import { start, web, worker } from './serve.ts'

export const commands: readonly Command[] = [start, web, worker, migrate, doctor, owner, apiKey, maintenance, mail]
