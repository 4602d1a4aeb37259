/** Saving a form of the office's: what it answers goes to the dialog, and once it saved a line says so, beside a button that
 * takes it back. */

import { askWhole, type Args, type CommandName, type Result } from '@/api/call'
import { saidDone } from './asking'

/** Asks a change; when it saved (an answer `{ id: null }` did not), says `done`. */
export async function saved<Name extends CommandName>(name: Name, args: Args<Name>, done: string): Promise<Result<Name>> {
  const { result, operation } = await askWhole(name, args)
  const refused = typeof result === 'object' && result !== null && 'id' in result && result.id === null
  if (!refused) saidDone(done, operation)
  return result
}
