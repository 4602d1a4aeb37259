/** The window: the only file that knows Tauri. It has one command, `call`; what the window does itself goes
 * through it under names that begin with `shell.`. */

import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Answer, Call, Envelope, FileHandle, OutFolder, Shell } from './shell'
import { OfficeError } from './error'

const carry = (call: Call): Promise<Envelope> => invoke<Envelope>('call', { call })

async function own<Result>(name: string, args: unknown = {}): Promise<Result> {
  const envelope = await carry({ name: `shell.${name}`, args })
  if ('error' in envelope) throw new OfficeError(envelope.error)
  return (envelope.answer satisfies Answer).result as Result
}

/** Listens to an event of the window until told to stop. */
function hear<Payload>(event: string, heard: (payload: Payload) => void): () => void {
  const listening = listen<Payload>(event, (message) => heard(message.payload))
  return () => void listening.then((stop) => stop())
}

export function desktopWindow(): Shell {
  return {
    kind: 'window',
    call: carry,
    pickFile: (asked) => own<FileHandle | null>('pick_file', asked),
    onDrop: (dropped) => hear<FileHandle[]>('dropped', dropped),
    open: (file) => own('open', { file }),
    reveal: (file) => own('reveal', { file }),
    saveAs: (file, suggestedName) => own<boolean>('save_as', { file, suggested_name: suggestedName }),
    fileUrl: (file) => own<string>('file_url', { file }),
    print: (file) => own('print', { file }),
    onMenu: (chosen) => hear<string>('menu', chosen),
    // The window asks by an event and closes when told to.
    onBeforeClose: (wouldLose) => {
      hear('closing', () => void own('may_close', { unsaved: wouldLose() }))
    },
    onWaiting: (waiting) => hear<'work' | 'backup'>('waiting', waiting),
    offer: (steps) => void own('offer', steps),
    fault: (place) => void own('fault', { place }),
    outFolder: () => own<OutFolder | null>('out_folder'),
    chooseOutFolder: () => own<OutFolder | null>('choose_out_folder'),
    ready: () => void own('ready'),
    quit: () => own('quit'),
  }
}
