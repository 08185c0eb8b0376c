import { css } from 'lit';

export const panelStyles = css`
  :host {
    container-type: inline-size;
    min-width: 300px;
  }
  .top {
    position: sticky;
    inset-block-start: 0;
    z-index: 20;
    padding: 8px 14px 10px;
    border-bottom: 1px solid var(--line);
    background: var(--vscode-editor-background);
  }
  .bar {
    display: flex;
    align-items: flex-end;
    gap: 12px;
  }
  li-pipeline {
    flex: 1 1 auto;
    min-width: 0;
    container-type: inline-size;
  }
  main {
    display: grid;
    gap: 12px;
    padding: 12px 14px 28px;
  }
  .source {
    justify-self: start;
    padding: 0 8px;
    border-color: var(--line);
    color: var(--vscode-textLink-foreground);
  }
  li-result {
    container-type: inline-size;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-items: start;
  }
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: start;
  }
  @container (min-width: 860px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .columns.three {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }
  @container (max-width: 620px) {
    .top {
      position: static;
    }
    .bar {
      flex-wrap: wrap;
      justify-content: space-between;
    }
    li-pipeline {
      flex-basis: 100%;
    }
  }
`;
