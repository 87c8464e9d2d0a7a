// The pages before the sign-in, and where those behind it come from. The sign-in is the first page of all and takes typing
// at once: it comes with the app itself, and the addresses of the others with the first of them.
import { createBrowserRouter } from 'react-router';
import { Component as SignIn } from '@/modules/identity/sign-in';
import { Gate } from './gate';
import { RouteFailure, StartUp } from './route-states';

const root = 'root';

export const router = createBrowserRouter(
  [
    {
      id: root,
      ErrorBoundary: RouteFailure,
      HydrateFallback: StartUp,
      children: [
        {
          Component: Gate,
          children: [
            { path: 'sign-in', Component: SignIn },
            {
              lazy: () => import('./ant-design'),
              children: [
                { path: 'register', lazy: () => import('@/modules/identity/register') },
                { path: 'forgotten-password', lazy: () => import('@/modules/identity/forgotten-password') },
                { path: 'password-reset', lazy: () => import('@/modules/identity/password-reset') },
              ],
            },
          ],
        },
        // By a mailed link, signed in or not.
        {
          lazy: () => import('./ant-design'),
          children: [
            {
              lazy: () => import('./guest'),
              children: [
                { path: 'answer', lazy: () => import('@/modules/sourcing/answer-page') },
                { path: 'join', lazy: () => import('@/modules/circles/join-page') },
              ],
            },
          ],
        },
      ],
    },
  ],
  {
    async patchRoutesOnNavigation({ patch }) {
      const { signedIn } = await import('./routes');
      patch(root, signedIn);
    },
  },
);
