/** Every page, feature by feature. A feature brings its own routes; a room is in the navigation when it has one. */

import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import type { Room } from '@/frame/navigation'
import { isAnythingUnsaved, mayLose } from '@/components/unsaved'
import backup from '@/backup/routes'
import commendations from '@/commendations/routes'
import evaluations from '@/evaluations/routes'
import firstUse from '@/first-use/routes'
import help from '@/help/routes'
import history from '@/history/routes'
import home from '@/home/routes'
import importing from '@/import/routes'
import members from '@/members/routes'
import organizations from '@/organizations/routes'
import pledges from '@/pledges/routes'
import reviews from '@/reviews/routes'
import settings from '@/settings/routes'
import statistics from '@/statistics/routes'

declare module 'vue-router' {
  interface RouteMeta {
    /** The room that the navigation marks. */
    room?: Room
    /** The page's name, for the window's title. */
    title?: string
  }
}

// One line a feature, sorted.
const features: RouteRecordRaw[][] = [
  backup,
  commendations,
  evaluations,
  firstUse,
  help,
  history,
  home,
  importing,
  members,
  organizations,
  pledges,
  reviews,
  settings,
  statistics,
]

/** Made once the shell stands: until then a browser's token may stand in the address. */
export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      ...features.flat(),
      { path: '/', name: 'start', redirect: () => ({ name: router.hasRoute('home') ? 'home' : 'history' }) },
      { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/frame/Nowhere.vue') },
    ],
  })
  router.beforeEach(async (to, from) => to.path === from.path || !isAnythingUnsaved() || (await mayLose()))
  return router
}
