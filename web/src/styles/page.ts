// The page around the bench: header, footer, and what a reader without scripts sees. The tokens are tokens.ts's.
import { css } from 'lit';

export const page = css`
  convdot-page {
    display: block;
  }
  body {
    margin: 0;
    background: var(--convdot-page);
    color: var(--convdot-ink);
    font: 15px/1.5 var(--convdot-sans);
  }
  .wrap {
    max-width: 1280px;
    margin: 0 auto;
    padding: 0 40px;
    box-sizing: border-box;
  }
  header {
    border-bottom: 1px solid var(--convdot-line);
  }
  header > div {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 48px;
  }
  .brand {
    margin-right: auto;
    padding: 4px 0;
    font-weight: 700;
    letter-spacing: -0.01em;
    color: inherit;
    text-decoration: none;
  }
  header span {
    font-size: 13px;
    color: var(--convdot-ink-2);
  }
  header button {
    height: 32px;
    padding: 0 12px;
    border: 1px solid transparent;
    border-radius: var(--convdot-radius);
    background: none;
    font: inherit;
    font-size: 13px;
    color: inherit;
    cursor: pointer;
  }
  header button:hover {
    background: var(--convdot-sunken);
  }
  header button.icon {
    width: 32px;
    padding: 0;
    display: grid;
    place-items: center;
    margin-right: -8px;
  }
  header svg {
    width: 16px;
    height: 16px;
    fill: currentColor;
  }
  .link {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-bottom: 8px;
    font-size: 13px;
  }
  .link span {
    flex: none;
  }
  .link input {
    flex: 1;
    min-width: 0;
    height: 28px;
    border: 1px solid var(--convdot-line-edit);
    border-radius: var(--convdot-radius);
    background: none;
    color: inherit;
    font: 13px var(--convdot-mono);
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 24px;
    padding-block: 16px 24px !important;
    font-size: 12px;
    line-height: 16px;
    color: var(--convdot-ink-2);
  }
  :focus-visible {
    outline: 2px solid var(--convdot-focus);
    outline-offset: 2px;
  }
  @media (min-width: 1680px) {
    .wrap {
      max-width: 1640px;
    }
  }
  @media (max-width: 1179px) {
    .wrap {
      padding: 0 24px;
    }
  }
  @media (max-width: 719px) {
    .wrap {
      padding: 0 16px;
    }
    header button {
      padding: 0 8px;
    }
  }
  @media print {
    header {
      display: none;
    }
  }
`;
