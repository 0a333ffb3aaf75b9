DROP FUNCTION IF EXISTS commit_batch;
-- One commit of a session: everything or nothing, in one call and so in one transaction and one round trip.
-- Each list is a JSON array of rows or null. What stands already is changed row by row, each found by its primary key: while
-- the tables are young their statistics say "empty", and a join would be planned to read the whole portfolio each time.
CREATE FUNCTION commit_batch(
  p_portfolio uuid, p_epoch bigint, p_sequence bigint, p_at bigint, p_feed_position bigint, p_state_hash text,
  p_fills_digest text, p_closed_digest text,
  p_order_count bigint, p_fill_count bigint, p_lot_count bigint, p_trading_state text, p_trading_state_reason text,
  p_changes text, p_placed json, p_updated json, p_fills json, p_balances json, p_positions json, p_opened_lots json,
  p_reduced_lots json, p_closings json, p_runs json, p_controls json,
  p_amended json, p_flows json, p_events json, p_held json, p_markouts json,
  p_algorithms json, p_self_trade text, p_borrowing text
) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
AS $$
DECLARE
  stored_epoch bigint;
  stored_sequence bigint;
  changed record;
BEGIN
  SELECT epoch, sequence INTO stored_epoch, stored_sequence
  FROM portfolio_state WHERE portfolio_id = p_portfolio FOR UPDATE;
  IF stored_epoch IS DISTINCT FROM p_epoch THEN
    RAISE EXCEPTION 'lease-lost' USING ERRCODE = 'TW001',
      DETAIL = format('epoch %s of portfolio %s is now %s', p_epoch, p_portfolio, stored_epoch);
  END IF;
  IF p_sequence <> stored_sequence + 1 THEN
    RAISE EXCEPTION 'sequence-broken' USING ERRCODE = 'TW002',
      DETAIL = format('sequence %s of portfolio %s does not follow %s', p_sequence, p_portfolio, stored_sequence);
  END IF;
  UPDATE portfolio_state SET
    sequence = p_sequence, order_count = p_order_count, fill_count = p_fill_count, lot_count = p_lot_count,
    feed_position = coalesce(p_feed_position, feed_position), tape_at = greatest(tape_at, p_at),
    state_hash = coalesce(p_state_hash, state_hash), fills_digest = p_fills_digest, closed_digest = p_closed_digest,
    trading_state = coalesce(p_trading_state, trading_state),
    self_trade = coalesce(p_self_trade, self_trade),
    borrowing = coalesce(p_borrowing, borrowing),
    trading_state_reason = coalesce(p_trading_state_reason, trading_state_reason)
  WHERE portfolio_id = p_portfolio;
  INSERT INTO journal (portfolio_id, sequence, at, feed_position, changes, state_hash)
  VALUES (p_portfolio, p_sequence, p_at, p_feed_position, p_changes, p_state_hash);
  IF p_placed IS NOT NULL THEN
    INSERT INTO orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only, is_reduce_only, position_side, closes_position, accepts_stale_price, quantity, price, bound_price, user_id, control_key, run_id, status, filled_quantity, filled_notional, reserved, venue_order_id, revision, amend_quantity, amend_price, amend_trigger_price, trigger_kind, trigger_by, trigger_price, trail_distance, trail_bps, trail_limit_distance, trail_reference, released_price, expires_at, group_id, group_role, waits_for_entry, replaces, reason_code, reason, created_at, updated_at)
    SELECT p_portfolio, r.id, r.instrument_id, r.side, r.type, r.time_in_force, r.is_post_only, r.is_reduce_only, r.position_side, r.closes_position, r.accepts_stale_price, r.quantity, r.price, r.bound_price, r.user_id, r.control_key, r.run_id, r.status, r.filled_quantity, r.filled_notional, r.reserved, r.venue_order_id, r.revision, r.amend_quantity, r.amend_price, r.amend_trigger_price, r.trigger_kind, r.trigger_by, r.trigger_price, r.trail_distance, r.trail_bps, r.trail_limit_distance, r.trail_reference, r.released_price, r.expires_at, r.group_id, r.group_role, r.waits_for_entry, r.replaces, r.reason_code, r.reason, r.created_at, r.updated_at
    FROM json_to_recordset(p_placed) AS r(id text, instrument_id text, side text, type text, time_in_force text, is_post_only boolean, is_reduce_only boolean, position_side text, closes_position boolean, accepts_stale_price boolean, quantity numeric, price numeric, bound_price numeric, user_id text, control_key text, run_id text, status text, filled_quantity numeric, filled_notional numeric, reserved numeric, venue_order_id text, revision integer, amend_quantity numeric, amend_price numeric, amend_trigger_price numeric, trigger_kind text, trigger_by text, trigger_price numeric, trail_distance numeric, trail_bps integer, trail_limit_distance numeric, trail_reference numeric, released_price numeric, expires_at bigint, group_id text, group_role text, waits_for_entry boolean, replaces text, reason_code text, reason text, created_at bigint, updated_at bigint);
  END IF;
  IF p_updated IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_updated) AS x(id text, status text, filled_quantity numeric, filled_notional numeric, reserved numeric, venue_order_id text, reason_code text, reason text, updated_at bigint) LOOP
      UPDATE orders SET status = changed.status, filled_quantity = changed.filled_quantity, filled_notional = changed.filled_notional, reserved = changed.reserved, venue_order_id = changed.venue_order_id, reason_code = changed.reason_code, reason = changed.reason, updated_at = changed.updated_at
      WHERE portfolio_id = p_portfolio AND id = changed.id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'orders';
      END IF;
      -- Who looks for why a position was left without its stop finds it among the deeds.
      IF changed.status IN ('rejected', 'denied') THEN
        INSERT INTO audit (id, portfolio_id, action, target, after)
        SELECT gen_random_uuid(), p_portfolio, 'stop.' || changed.status, o.id, json_build_object('instrumentId', o.instrument_id, 'side', o.side, 'quantity', o.quantity::text, 'code', o.reason_code, 'reason', o.reason, 'at', o.updated_at)
        FROM orders o WHERE o.portfolio_id = p_portfolio AND o.id = changed.id AND o.is_reduce_only AND o.trigger_kind IN ('stop-loss', 'trailing-stop');
      END IF;
    END LOOP;
  END IF;
  IF p_amended IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_amended) AS x(id text, quantity numeric, price numeric, bound_price numeric, trigger_price numeric, revision integer, amend_quantity numeric, amend_price numeric, amend_trigger_price numeric) LOOP
      UPDATE orders SET quantity = changed.quantity, price = changed.price, bound_price = changed.bound_price, revision = changed.revision, trigger_price = coalesce(changed.trigger_price, trigger_price), amend_quantity = changed.amend_quantity, amend_price = changed.amend_price, amend_trigger_price = changed.amend_trigger_price
      WHERE portfolio_id = p_portfolio AND id = changed.id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'amended orders';
      END IF;
    END LOOP;
  END IF;
  IF p_held IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_held) AS x(id text, quantity numeric, price numeric, bound_price numeric, revision integer, trigger_price numeric, trail_reference numeric, released_price numeric, waits_for_entry boolean) LOOP
      UPDATE orders SET quantity = changed.quantity, price = changed.price, bound_price = changed.bound_price, revision = changed.revision, trigger_price = changed.trigger_price, trail_reference = changed.trail_reference, released_price = changed.released_price, waits_for_entry = changed.waits_for_entry
      WHERE portfolio_id = p_portfolio AND id = changed.id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'held orders';
      END IF;
    END LOOP;
  END IF;
  IF p_fills IS NOT NULL THEN
    INSERT INTO fills (portfolio_id, id, order_id, instrument_id, trade_id, side, quantity, price, notional, fee_currency, fee, liquidity, excess_quantity, at)
    SELECT p_portfolio, r.id, r.order_id, r.instrument_id, r.trade_id, r.side, r.quantity, r.price, r.notional, r.fee_currency, r.fee, r.liquidity, r.excess_quantity, r.at
    FROM json_to_recordset(p_fills) AS r(id text, order_id text, instrument_id text, trade_id text, side text, quantity numeric, price numeric, notional numeric, fee_currency text, fee numeric, liquidity text, excess_quantity numeric, at bigint);
  END IF;
  IF p_markouts IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_markouts) AS x(fill_id text, taken jsonb) LOOP
      UPDATE fills SET markouts = markouts || changed.taken, markouts_left = markouts_left - jsonb_array_length(changed.taken)
      WHERE portfolio_id = p_portfolio AND id = changed.fill_id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'fills with markouts';
      END IF;
    END LOOP;
  END IF;
  IF p_balances IS NOT NULL THEN
    INSERT INTO balances (portfolio_id, currency, total, reserved)
    SELECT p_portfolio, r.currency, r.total, r.reserved
    FROM json_to_recordset(p_balances) AS r(currency text, total numeric, reserved numeric)
    ON CONFLICT (portfolio_id, currency) DO UPDATE SET total = excluded.total, reserved = excluded.reserved;
  END IF;
  IF p_positions IS NOT NULL THEN
    -- Null leaves what stands.
    INSERT INTO positions (portfolio_id, instrument_id, position_side, realised, margin)
    SELECT p_portfolio, r.instrument_id, r.position_side,
      coalesce(r.realised, (SELECT p.realised FROM positions p WHERE p.portfolio_id = p_portfolio AND p.instrument_id = r.instrument_id AND p.position_side = r.position_side), 0),
      coalesce(r.margin, (SELECT p.margin FROM positions p WHERE p.portfolio_id = p_portfolio AND p.instrument_id = r.instrument_id AND p.position_side = r.position_side))
    FROM json_to_recordset(p_positions) AS r(instrument_id text, position_side text, realised numeric, margin text)
    ON CONFLICT (portfolio_id, instrument_id, position_side) DO UPDATE SET realised = excluded.realised, margin = excluded.margin;
  END IF;
  IF p_opened_lots IS NOT NULL THEN
    INSERT INTO lots (portfolio_id, id, instrument_id, direction, fill_id, opened_at, quantity, cost)
    SELECT p_portfolio, r.id, r.instrument_id, r.direction, r.fill_id, r.opened_at, r.quantity, r.cost
    FROM json_to_recordset(p_opened_lots) AS r(id text, instrument_id text, direction text, fill_id text, opened_at bigint, quantity numeric, cost numeric);
  END IF;
  IF p_reduced_lots IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_reduced_lots) AS x(id text, quantity numeric, cost numeric) LOOP
      UPDATE lots SET quantity = changed.quantity, cost = changed.cost WHERE portfolio_id = p_portfolio AND id = changed.id;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'lots';
      END IF;
    END LOOP;
  END IF;
  IF p_closings IS NOT NULL THEN
    INSERT INTO lot_closing (portfolio_id, lot_id, fill_id, instrument_id, quantity, cost, proceeds, at)
    SELECT p_portfolio, r.lot_id, r.fill_id, r.instrument_id, r.quantity, r.cost, r.proceeds, p_at
    FROM json_to_recordset(p_closings) AS r(lot_id text, fill_id text, instrument_id text, quantity numeric, cost numeric, proceeds numeric);
  END IF;
  IF p_flows IS NOT NULL THEN
    INSERT INTO cash_flow (portfolio_id, key, currency, amount, user_id, at)
    SELECT p_portfolio, r.key, r.currency, r.amount, r.user_id, r.at
    FROM json_to_recordset(p_flows) AS r(key text, currency text, amount numeric, user_id text, at bigint);
  END IF;
  IF p_events IS NOT NULL THEN
    INSERT INTO order_event (portfolio_id, order_id, sequence, kind, at, wall_at, detail)
    SELECT p_portfolio, r.order_id, p_sequence, r.kind, r.at, now(), r.detail
    FROM json_to_recordset(p_events) AS r(order_id text, kind text, at bigint, detail json);
  END IF;
  IF p_runs IS NOT NULL THEN
    INSERT INTO strategy_run (portfolio_id, run_id, strategy, instrument_id, parameters, status, reason, snapshot, started_at, updated_at)
    SELECT p_portfolio, r.run_id, r.strategy, r.instrument_id, r.parameters, r.status, r.reason, r.snapshot, p_at, p_at
    FROM json_to_recordset(p_runs) AS r(run_id text, strategy text, instrument_id text, parameters json, status text, reason text, snapshot text)
    ON CONFLICT (portfolio_id, run_id) DO UPDATE SET status = excluded.status, reason = excluded.reason, snapshot = excluded.snapshot, updated_at = excluded.updated_at;
  END IF;
  IF p_algorithms IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_algorithms) AS x(id text, instrument_id text, kind text, side text, user_id text, control_key text, quantity numeric, status text, filled_quantity numeric, filled_notional numeric, plan text, progress text, created_at bigint, updated_at bigint) LOOP
      IF changed.plan IS NOT NULL THEN
        INSERT INTO algorithm_order (portfolio_id, id, instrument_id, kind, side, user_id, control_key, quantity, status, filled_quantity, filled_notional, plan, progress, created_at, updated_at)
        VALUES (p_portfolio, changed.id, changed.instrument_id, changed.kind, changed.side, changed.user_id, changed.control_key, changed.quantity, changed.status, changed.filled_quantity, changed.filled_notional, changed.plan, changed.progress, changed.created_at, changed.updated_at);
      ELSE
        UPDATE algorithm_order SET status = changed.status, filled_quantity = changed.filled_quantity, filled_notional = changed.filled_notional, progress = changed.progress, updated_at = changed.updated_at
        WHERE portfolio_id = p_portfolio AND id = changed.id;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'algorithm orders';
        END IF;
      END IF;
    END LOOP;
  END IF;
  IF p_controls IS NOT NULL THEN
    FOR changed IN SELECT * FROM json_to_recordset(p_controls) AS x(key text, outcome jsonb) LOOP
      UPDATE control_command SET status = 'handled', outcome = changed.outcome, sequence = p_sequence
      WHERE portfolio_id = p_portfolio AND key = changed.key AND status <> 'handled'; -- Not "= 'pending'": its partial index would be walked once a row.
      IF NOT FOUND THEN
        RAISE EXCEPTION 'rows-missing' USING ERRCODE = 'TW003', DETAIL = 'control commands';
      END IF;
    END LOOP;
  END IF;
  PERFORM pg_notify('tradewind_changes', p_portfolio || ',' || p_sequence);
END
$$;
REVOKE ALL ON FUNCTION commit_batch FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_worker') THEN
    GRANT EXECUTE ON FUNCTION commit_batch TO tradewind_worker;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'rights of tradewind_worker were not granted';
END
$$;
