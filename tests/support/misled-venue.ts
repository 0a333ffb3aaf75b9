import { add, multiplyDivide, subtract } from "../../server/domain/money/integer.ts";
import type { DebtorAccount, Venue, VenueAccount, VenueEvent } from "../../server/engine/ports.ts";
import type { SimulatedVenue } from "../../server/simulation/exchange/simulated-venue.ts";
import type { PlantedBug } from "./planted-bugs.ts";

const MUCH = 1e6 * 1e8;
const LITTLE = 200 * 1e8;

/** Money that is not there, or money that is there and not seen. */
const withMoney = (account: VenueAccount, units: number): VenueAccount => ({
  ...account,
  walletUnits: (currency) => add(account.walletUnits(currency), units),
  addedUnits: (...of) => add(account.addedUnits(...of), units),
});

/** A part of each asset counts as kept behind something else, or as there twice. */
const withKept = (account: VenueAccount, tenths: number): VenueAccount => ({
  ...account,
  debtor: () => {
    const debtor = account.debtor();
    if (debtor === null) return null;
    const keptUnits: DebtorAccount["keptUnits"] = (currency) => {
      const total = debtor.balances.get(currency)?.totalUnits ?? 0;
      return subtract(debtor.keptUnits(currency), multiplyDivide(total, -tenths, 10));
    };
    return { ...debtor, keptUnits };
  },
});

function misled(account: VenueAccount, bug: PlantedBug | null): VenueAccount {
  switch (bug) {
    case "liquidated-early":
      return withMoney(account, -LITTLE);
    case "liquidation-left-out":
      return withMoney(account, MUCH);
    case "sold-early":
      return withKept(account, 1);
    case "sale-left-out":
      return withKept(account, -10);
    default:
      return account;
  }
}

/** Planted bugs in what a venue does to an account by itself: it has a wrong idea of the account, or takes more than it should. */
export function plantInVenue(venue: SimulatedVenue, bug: PlantedBug | null): SimulatedVenue {
  const sound = venue.observe.bind(venue);
  const observe: Venue["observe"] = (event, account) => {
    const answers = sound(event, account && misled(account, bug));
    return bug === "liquidated-too-much" ? answers.map((answer) => greedy(venue, answer)) : answers;
  };
  return bug === null ? venue : Object.assign(venue, { observe });
}

/** Half of what should have been left goes with it. */
function greedy(venue: SimulatedVenue, answer: VenueEvent): VenueEvent {
  if (answer.kind !== "liquidated" || !answer.leftLots) return answer;
  const leftLots = Math.ceil(answer.leftLots / 2);
  const { instrumentId, positionSide = null } = answer;
  const saved = venue.save().markets.find((market) => market.instrumentId === instrumentId);
  const position = positionSide === null ? saved?.position : saved?.[positionSide];
  if (position !== undefined)
    venue.adoptPosition(
      instrumentId,
      {
        ...position,
        netLots: Math.sign(position.netLots) * leftLots,
        costUnits: multiplyDivide(position.costUnits, leftLots, answer.leftLots),
      },
      positionSide,
    );
  return { ...answer, quantityLots: answer.quantityLots + answer.leftLots - leftLots, leftLots };
}
