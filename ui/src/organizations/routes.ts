import type { RouteRecordRaw } from 'vue-router'
import { organizations } from '@/wording/organizations'

export default [
  {
    path: '/organizations/:id(\\d+)?',
    name: 'organizations',
    component: () => import('./OrganizationsPage.vue'),
    meta: { room: 'organizations', title: organizations.title },
  },
] satisfies RouteRecordRaw[]
