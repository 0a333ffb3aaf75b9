import { runTradewind } from "../cli/tradewind-process.ts";
import { expectAccessible } from "./accessible.ts";
import { expect, outcomeOf, submitOf, test, writeOrder } from "./desk-test.ts";

test("flattens from the keyboard, streams a checklist until nothing is left, and resumes by name", async ({
  alone: trader,
}) => {
  await writeOrder(trader, { side: "Buy", size: "0.02" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought");
  await writeOrder(trader, { side: "Buy", size: "0.01", price: "40000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");

  await trader.getByRole("form", { name: "Order ticket" }).press("Shift+s");
  await expect(trader.getByLabel("Trigger", { exact: true })).toBeVisible();
  await trader.keyboard.press("Control+Shift+Period");
  const dialog = trader.getByRole("dialog", { name: "Stop trading" });
  await expect(dialog.getByRole("button", { name: "Keep as it is" })).toBeFocused();
  await expectAccessible(trader);
  const flatten = dialog.getByRole("button", { name: "Flatten", exact: true });
  await expect(flatten).toBeDisabled();
  await dialog.getByLabel("Type FLATTEN").fill("flatten");
  await trader.keyboard.press("Enter");
  await flatten.click();
  const why = dialog.getByLabel("Why (flattening wants a reason)");
  await expect(why).toBeFocused();
  await why.fill("A drill");
  await dialog.getByLabel(/^Why/).press("Enter");
  const progress = dialog.getByTestId("stop-progress");
  await expect(progress).toContainText("All of it is done.");
  await expect(progress).toContainText("Positions closed");
  await expect(flatten).toBeDisabled();
  await expectAccessible(trader);
  await trader.keyboard.press("Escape");

  await expect(trader.getByTestId("halted")).toContainText("positions are closed: A drill.");
  await trader.getByRole("button", { name: "Resume", exact: true }).click();
  const resume = trader.getByRole("dialog", { name: "Resume trading?" });
  await expect(resume).toContainText("Resets “A drill”: orders are taken again in this portfolio.");
  await expect(resume).toContainText("cancelled orders do not come back");
  await resume.getByRole("button", { name: "Resume trading" }).click();
  await expect(trader.getByTestId("halted")).toHaveCount(0);
});

test("is stopped from the command line, and resumed only after that door is open again", async ({ trader, desk }) => {
  const tradewind = (...words: string[]) => {
    const { status, stdout } = runTradewind([...words, "--json"], { TRADEWIND_DATA_DIR: desk.dataDir });
    return { status, answer: JSON.parse(stdout) as unknown };
  };
  const stopped = tradewind("stop", "--everything", "--reason", "Fire alarm");
  expect(stopped).toMatchObject({ status: 0, answer: { worker: "confirmed" } });
  await expect(trader.getByTestId("halted")).toContainText("in every portfolio: Fire alarm.");
  const resume = async () => {
    await trader.getByRole("button", { name: "Resume", exact: true }).click();
    await trader.getByRole("dialog").getByRole("button", { name: "Resume trading" }).click();
  };
  await resume();
  await expect(trader.getByText("The whole desk was stopped from its command line.").first()).toBeVisible();
  expect(tradewind("stop", "--release")).toMatchObject({ status: 0, answer: { wasStopped: true } });
  await resume();
  await expect(trader.getByTestId("halted")).toHaveCount(0);
});
