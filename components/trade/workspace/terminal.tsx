"use client";

import { Fragment, type ReactNode, useEffect } from "react";
import { Group, Panel, useGroupRef } from "react-resizable-panels";
import { Divider } from "./divider.tsx";
import type { PanelId } from "./layout/panel-ids.ts";
import { type LayoutNode, presetTree, type Split, withoutHidden } from "./layout/preset-trees.ts";
import { useWorkspace } from "./layout/workspace-context.tsx";

type Parts = {
  readonly strip: ReactNode;
  readonly slot: (id: string, panels: readonly PanelId[]) => ReactNode;
  readonly quad: ReactNode;
};

type TerminalProps = Parts & {
  /** Not of this market, whatever the person chose. */
  readonly without: readonly PanelId[];
};

/** The panels of the chosen preset, resizable where they meet. */
export function Terminal({ without, ...parts }: TerminalProps) {
  const { preset, tier, layout, round } = useWorkspace();
  const tree = withoutHidden(presetTree(preset, tier), [...layout.hidden, ...without]);
  if (tree === null || tree.kind !== "split") return null;
  return <SplitView key={`${preset}.${tier}.${round}`} node={tree} parts={parts} />;
}

type SplitViewProps = { readonly node: Split; readonly parts: Parts };

function SplitView({ node, parts }: SplitViewProps) {
  const { tier, layout, keepSizes } = useWorkspace();
  const group = useGroupRef();
  const key = `${tier}/${node.id}/${node.children.map(({ id }) => id).join("+")}`;
  const stored = layout.sizes[key];
  // A panel that comes or goes leaves the split with sizes that were kept for that set of panels, if any.
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are set when the set of panels changes, not when they were kept.
  useEffect(() => {
    if (stored !== undefined) group.current?.setLayout({ ...stored });
  }, [key]);
  const only = node.children.length === 1 ? node.children[0] : undefined;
  const content =
    node.children.length === 0 ? (
      <AllHidden />
    ) : only === undefined ? (
      <Group
        groupRef={group}
        orientation={node.direction === "row" ? "horizontal" : "vertical"}
        className="min-h-0 min-w-0 flex-1"
        onLayoutChanged={(shares, { isUserInteraction, requestedLayout }) => {
          if (isUserInteraction) keepSizes(key, requestedLayout ?? shares);
        }}
        {...(stored === undefined ? {} : { defaultLayout: { ...stored } })}
      >
        {node.children.map((child, index) => (
          <Fragment key={child.id}>
            {index === 0 ? null : <Divider direction={node.direction} />}
            <Panel
              id={`part-${child.id}`}
              defaultSize={child.size}
              minSize={child.min}
              groupResizeBehavior={child.isFixed ? "preserve-pixel-size" : "preserve-relative-size"}
              className="flex min-h-0 min-w-0 flex-col"
              {...(child.max === undefined ? {} : { maxSize: child.max })}
            >
              <NodeView node={child} parts={parts} />
            </Panel>
          </Fragment>
        ))}
      </Group>
    ) : (
      <NodeView node={only} parts={parts} />
    );
  if (node.hasStrip !== true) return content;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-px bg-line-subtle">
      {parts.strip}
      {content}
    </div>
  );
}

function NodeView({ node, parts }: { readonly node: LayoutNode; readonly parts: Parts }) {
  switch (node.kind) {
    case "split":
      return <SplitView node={node} parts={parts} />;
    case "slot":
      return parts.slot(node.id, node.panels);
    case "quad":
      return parts.quad;
  }
}

function AllHidden() {
  const { reset } = useWorkspace();
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 bg-panel p-4 text-fg-2">
      <p>Every panel of this preset is hidden.</p>
      <button type="button" className="min-h-(--ctl) font-semibold text-accent underline" onClick={reset}>
        Show them again
      </button>
    </div>
  );
}
