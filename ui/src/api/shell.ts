/** What a shell (the window, or `xianfeng serve` in a browser) does for the screens. One of them is chosen at
 * the start by `openShell()`; nothing else knows which. */

import type { Error as Refusal, FileHandle as Handle } from './shapes'

export type FileHandle = Handle
/** What commands take for a file; it cannot be guessed and names no path. */
export type FileId = Handle['id']

/** A call as it crosses to the office. */
export interface Call {
  name: string
  args: unknown
  /** Under this name progress is asked and cancelling is said. */
  job?: string
}

/** What comes back. */
export interface Answer {
  result: unknown
  /** The tables in which rows changed. */
  moved: string[]
  /** The operation that was entered into the history. */
  operation: string | null
}
export type Envelope = { answer: Answer } | { error: Refusal }

/** Which file the clerk is to choose. */
export interface FileAsked {
  /** The dialog's title: 选择党员花名册. */
  purpose: string
  /** Without the dot: xlsx. */
  extensions: string[]
}

/** 出表文件夹. */
export interface OutFolder {
  path: string
  /** Whether the clerk chose it. */
  chosen: boolean
}

export interface Shell {
  readonly kind: 'window' | 'browser'
  call(call: Call): Promise<Envelope>
  /** A file that the clerk chose; null when the clerk chose none. */
  pickFile(asked: FileAsked): Promise<FileHandle | null>
  /** Files dropped anywhere on the screens. Returns how to stop listening. */
  onDrop(dropped: (files: FileHandle[]) => void): () => void
  /** Opens a written file in the program that the desk has for it. */
  open(file: FileId): Promise<void>
  /** Shows the file in its folder; a browser downloads it. */
  reveal(file: FileId): Promise<void>
  /** Keeps a copy where the clerk says. False when the clerk said nowhere. */
  saveAs(file: FileId, suggestedName: string): Promise<boolean>
  /** An address for `<iframe>` or `<img>`. */
  fileUrl(file: FileId): Promise<string>
  /** Opens the file where it can be printed. */
  print(file: FileId): Promise<void>
  /** An entry of the window's menu was chosen; its id is a room's or `undo`, `redo`, `about` ... */
  onMenu(chosen: (action: string) => void): () => void
  /** Asked before the window or the page closes; true when there is something that would be lost. */
  onBeforeClose(wouldLose: () => boolean): void
  /** The window is closing and waits: for running work, or for the backup. */
  onWaiting(waiting: (forWhat: 'work' | 'backup') => void): () => void
  /** What 撤销 and 重做 would do, for the window's menu. */
  offer(steps: { undo: string | null; redo: string | null }): void
  /** A fault of the screens, for the log: where in the code, never what was typed. */
  fault(place: string): void
  /** Where papers are written; null in a browser, which downloads them. */
  outFolder(): Promise<OutFolder | null>
  /** Lets the clerk choose where papers are written; null when nothing was chosen. */
  chooseOutFolder(): Promise<OutFolder | null>
  /** The first screen stands. */
  ready(): void
  /** Closes the program, with its backup. */
  quit(): Promise<void>
}

let opened: Shell | undefined

/** The shell that carries this sitting. */
export function shell(): Shell {
  if (!opened) throw new Error('no shell is open')
  return opened
}

/** Whether there is one: the program may have refused to let this page in. */
export function isShellOpen(): boolean {
  return opened !== undefined
}

/** Chooses the shell. The window's code is not even loaded in a browser. */
export async function openShell(): Promise<Shell> {
  opened = '__TAURI_INTERNALS__' in window ? (await import('./tauri')).desktopWindow() : await (await import('./browser')).browserPage()
  return opened
}
