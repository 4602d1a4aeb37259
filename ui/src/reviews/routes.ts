import type { RouteRecordRaw } from 'vue-router'
import { reviews } from '@/wording/reviews'

export default [
  { path: '/reviews', name: 'reviews', component: () => import('./ReviewsPage.vue'), meta: { room: 'reviews', title: reviews.title } },
] satisfies RouteRecordRaw[]
