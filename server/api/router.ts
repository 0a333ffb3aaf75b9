import { router } from "./procedures.ts";
import { accountRouter } from "./routers/account.ts";
import { algorithmsRouter } from "./routers/algorithms.ts";
import { dataRouter } from "./routers/data.ts";
import { instrumentsRouter } from "./routers/instruments.ts";
import { ordersRouter } from "./routers/orders.ts";
import { portfoliosRouter } from "./routers/portfolios.ts";
import { sessionRouter } from "./routers/session.ts";
import { settingsRouter } from "./routers/settings.ts";
import { setupRouter } from "./routers/setup.ts";
import { strategiesRouter } from "./routers/strategies.ts";
import { systemRouter } from "./routers/system.ts";
import { tradingRouter } from "./routers/trading.ts";
import { usersRouter } from "./routers/users.ts";

export const appRouter = router({
  account: accountRouter,
  algorithms: algorithmsRouter,
  data: dataRouter,
  instruments: instrumentsRouter,
  orders: ordersRouter,
  portfolios: portfoliosRouter,
  session: sessionRouter,
  settings: settingsRouter,
  setup: setupRouter,
  strategies: strategiesRouter,
  system: systemRouter,
  trading: tradingRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
