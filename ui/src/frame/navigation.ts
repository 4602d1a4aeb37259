/** The rooms in their order. A room is shown when a feature has brought a route of its name. */

import { CollectionTag, DataBoard, Document, Files, FolderOpened, Histogram, HomeFilled, MessageBox, OfficeBuilding, QuestionFilled, Setting, Star, User } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import { rooms as names } from '@/wording/frame'

export type Room = keyof typeof names

export interface Door {
  room: Room
  title: string
  icon: Component
  /** Alt and this digit open the room. */
  digit: number | null
}

const icons: Record<Room, Component> = {
  home: HomeFilled,
  organizations: OfficeBuilding,
  members: User,
  pledges: Document,
  reviews: MessageBox,
  evaluations: Histogram,
  statistics: DataBoard,
  commendations: Star,
  import: FolderOpened,
  history: CollectionTag,
  backup: Files,
  settings: Setting,
  help: QuestionFilled,
}

const order: Room[][] = [
  ['home'],
  ['organizations', 'members', 'pledges', 'reviews'],
  ['evaluations', 'statistics', 'commendations'],
  ['import', 'history', 'backup', 'settings', 'help'],
]
const numbered = order.flat().slice(0, 9)

/** The groups of the navigation. */
export const doors: Door[][] = order.map((group) =>
  group.map((room) => ({
    room,
    title: names[room],
    icon: icons[room],
    digit: numbered.includes(room) ? numbered.indexOf(room) + 1 : null,
  })),
)
