/** Keeps a crash of one part of the page from taking the rest with it. */
import { Component, type ComponentChildren } from 'preact';
import { type ApiFailure, toFailure } from '../api.ts';
import { t } from '../locales/locale.ts';
import { Problem } from './problem.tsx';

interface BoundaryProps {
  /** Another value is another thing to show: it is tried again. */
  of: string;
  children: ComponentChildren;
}

interface BoundaryState {
  failure: ApiFailure | null;
  of: string;
}

/** Shows its children, or what went wrong in them. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failure: null, of: this.props.of };

  static override getDerivedStateFromError(cause: unknown): Partial<BoundaryState> {
    return { failure: toFailure(cause) };
  }

  static override getDerivedStateFromProps(
    { of }: BoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    return of === state.of ? null : { failure: null, of };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const { crashed, reload } = t.value.shell;
    return <Problem title={crashed} failure={failure} retry={reload} onRetry={() => location.reload()} />;
  }
}
