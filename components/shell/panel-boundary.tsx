import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

interface Props {
  title: string;
  children: ReactNode;
}

/** A panel that fails is replaced by its reason; the frame and the connection stay. */
export class PanelBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const { title } = this.props;
    return (
      <Page title={title}>
        {isOutdated(error) ? (
          <Outdated title={title} />
        ) : (
          <ErrorState
            error={error}
            title={`${title} met a fault`}
            onRetry={() => this.setState({ error: undefined })}
          />
        )}
      </Page>
    );
  }
}

/** Code that this page asks for is gone once a newer version is served. */
function isOutdated({ name, message }: Error): boolean {
  return name === "ChunkLoadError" || /dynamically imported module|Failed to load chunk/i.test(message);
}

function Outdated({ title }: { title: string }) {
  return (
    <div role="alert" className="grid justify-items-center gap-3 p-12 text-center text-sm">
      <p className="font-medium">{title} could not be loaded</p>
      <p className="max-w-md text-muted">
        Mission Control was updated or cannot be reached. Reload the page; drafts and what waits to be sent are kept.
      </p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </div>
  );
}
