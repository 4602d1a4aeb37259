import type { RouteRecordRaw } from 'vue-router'
import { layouts, statistics } from '@/wording/statistics'

export default [
  { path: '/statistics', name: 'statistics', component: () => import('./StatisticsPage.vue'), meta: { room: 'statistics', title: statistics.title } },
  { path: '/statistics/tables', name: 'layouts', component: () => import('./LayoutsPage.vue'), meta: { room: 'statistics', title: layouts.title } },
  {
    path: '/statistics/:form',
    name: 'paper',
    component: () => import('./StatisticsPage.vue'),
    props: true,
    meta: { room: 'statistics', title: statistics.title },
  },
] satisfies RouteRecordRaw[]
