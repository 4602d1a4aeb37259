/** A change that the clerk asked for, with the line that says it was done and offers to take it back. */

import { askWhole, type Args, type CommandName, type Result } from '@/api/call'
import { saidDone } from './asking'

/** Asks a command that changes records, then says `done` (已登记党员，可撤销) beside a button that takes it back. */
export async function change<Name extends CommandName>(
  name: Name,
  args: Args<Name>,
  done: string | ((result: Result<Name>) => string),
): Promise<Result<Name>> {
  const { result, operation } = await askWhole(name, args)
  saidDone(typeof done === 'string' ? done : done(result), operation)
  return result
}
