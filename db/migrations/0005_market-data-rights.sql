DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_web') THEN
    GRANT SELECT ON instrument, instrument_fee, data_series, data_chunk, candle_row, data_defect, data_job, quality_event, feed_input, feed_control TO tradewind_web;
    GRANT SELECT, INSERT, UPDATE, DELETE ON watchlist, watchlist_instrument TO tradewind_web;
    GRANT INSERT, UPDATE ON data_job TO tradewind_web;
    GRANT INSERT ON feed_control TO tradewind_web;
    GRANT UPDATE (reviewed_by, reviewed_at) ON data_defect TO tradewind_web;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tradewind_worker') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON instrument, instrument_fee, data_series, data_chunk, candle_row, data_defect, data_job, quality_event, feed_input TO tradewind_worker;
    GRANT SELECT, UPDATE ON feed_control TO tradewind_worker;
    GRANT USAGE ON SEQUENCE data_series_id_seq, quality_event_id_seq TO tradewind_worker;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN RAISE NOTICE 'rights of tradewind_web and tradewind_worker were not granted';
END
$$;
