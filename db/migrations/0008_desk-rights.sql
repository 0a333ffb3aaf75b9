DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_web') THEN
    GRANT SELECT ON order_event, cash_flow, equity_point TO tradewind_web;
    GRANT SELECT, INSERT, UPDATE, DELETE ON order_note, user_setting TO tradewind_web;
    GRANT UPDATE (name, archived_at) ON portfolio TO tradewind_web;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_worker') THEN
    GRANT SELECT, INSERT ON order_event, cash_flow TO tradewind_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON equity_point TO tradewind_worker;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'rights of tradewind_web and tradewind_worker were not granted';
END
$$;
