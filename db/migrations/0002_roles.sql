-- The web and the worker each get a role that can do its work and no more. Where the database's user may not create
-- roles, the desk runs with that user and says so.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tradewind_web', 'tradewind_worker'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', name);
      EXCEPTION
        WHEN insufficient_privilege THEN RAISE NOTICE 'role % was not created', name;
        WHEN duplicate_object OR unique_violation THEN NULL; -- Another database of the same server was faster.
      END;
    END IF;
  END LOOP;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION commit_batch FROM PUBLIC;
--> statement-breakpoint
REVOKE ALL ON FUNCTION open_portfolio FROM PUBLIC;
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_web') THEN
    GRANT USAGE ON SCHEMA public TO tradewind_web;
    GRANT SELECT, INSERT, UPDATE, DELETE ON "user", session, account, verification, rate_limit, user_link, portfolio_member TO tradewind_web;
    GRANT SELECT ON portfolio, portfolio_state, journal, orders, fills, lots, lot_closing, positions, balances, strategy_run, feed_state TO tradewind_web;
    GRANT SELECT, INSERT ON control_command, audit TO tradewind_web;
    GRANT EXECUTE ON FUNCTION open_portfolio TO tradewind_web;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_worker') THEN
    GRANT USAGE ON SCHEMA public TO tradewind_worker;
    GRANT SELECT ON portfolio, portfolio_member, portfolio_state, journal, orders, fills, lots, lot_closing, positions, balances, strategy_run, control_command, feed_state TO tradewind_worker;
    GRANT SELECT (id, name, email, role) ON "user" TO tradewind_worker;
    GRANT UPDATE ON portfolio_state TO tradewind_worker;
    GRANT INSERT ON journal, fills, lot_closing TO tradewind_worker;
    GRANT INSERT, UPDATE ON orders, lots, positions, balances, strategy_run, feed_state TO tradewind_worker;
    GRANT UPDATE (status, outcome, sequence) ON control_command TO tradewind_worker;
    GRANT SELECT, INSERT ON audit TO tradewind_worker;
    GRANT EXECUTE ON FUNCTION commit_batch TO tradewind_worker;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'rights of tradewind_web and tradewind_worker were not granted';
END
$$;
