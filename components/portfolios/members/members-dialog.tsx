"use client";

import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { usePolled } from "../../data/use-polled.ts";
import { Button } from "../../ui/button.tsx";
import { type OwnPortfolio, portfoliosClient } from "../portfolios-client.ts";
import { AddMember } from "./add-member.tsx";
import { MemberRow } from "./member-row.tsx";

const REFRESH_MS = 15_000;

type MembersDialogProps = { readonly portfolio: OwnPortfolio; readonly viewer: string; readonly onChange: () => void };

/** Who may see and trade a portfolio. */
export function MembersDialog(props: MembersDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { members } = props.portfolio;
  return (
    <Radix.Root open={isOpen} onOpenChange={setIsOpen}>
      <Radix.Trigger asChild>
        <Button size="row">
          Members <span className="text-fg-3">{members}</span>
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(560px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">Members of “{props.portfolio.name}”</Radix.Title>
          <Members {...props} />
          <div className="flex justify-end">
            <Radix.Close asChild>
              <Button>Close</Button>
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Members({ portfolio, viewer, onChange }: MembersDialogProps) {
  const { portfolioId, role } = portfolio;
  const {
    value: members,
    problem,
    reload,
  } = usePolled(
    () => portfoliosClient.members(portfolioId),
    () => REFRESH_MS,
  );
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = async (deed: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    try {
      await deed();
      onChange();
      return true;
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      return false;
    } finally {
      reload();
    }
  };
  return (
    <>
      {members === null ? (
        <p role="status" className="text-fg-3">
          {problem ?? "Loading members…"}
        </p>
      ) : (
        <ul className="flex flex-col divide-y divide-line-subtle border-y border-line-subtle">
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              isSelf={member.userId === viewer}
              isOwner={role === "owner"}
              onRole={(next) =>
                void act(() => portfoliosClient.changeRole({ portfolioId, userId: member.userId, role: next }))
              }
              onRemove={() => void act(() => portfoliosClient.removeMember({ portfolioId, userId: member.userId }))}
            />
          ))}
        </ul>
      )}
      {refusal === null ? null : (
        <p role="alert" className="rounded-md border border-danger p-2 text-[12px]">
          {refusal}
        </p>
      )}
      <AddMember
        isOwner={role === "owner"}
        known={members?.map(({ email }) => email) ?? []}
        onAdd={(email, next) => act(() => portfoliosClient.addMember({ portfolioId, email, role: next }))}
      />
    </>
  );
}
