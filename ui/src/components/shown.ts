/** How figures and moments are written on the screens. */

import { sizes } from '@/wording/shared'

/** A file's size: 35 KB, 1.2 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000_000) return sizes.kilobytes(String(Math.max(1, Math.round(bytes / 1000))))
  return sizes.megabytes((bytes / 1_000_000).toFixed(1))
}

/** `2012-03-16T12:00:00.5` as `2012-03-16 12:00:00`; with `short`, without seconds. */
export function moment(written: string, short = false): string {
  return written.slice(0, short ? 16 : 19).replace('T', ' ')
}

/** What a history line says, without the checksums that it keeps for later comparison. */
export function withoutChecksum(detail: string): string {
  return detail.replace(/[；，]?(文件)? ?SHA-256 [0-9a-f]{64}/g, '')
}
