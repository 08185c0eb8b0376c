// What Microsoft's Python Debugger extension does with a launch: it starts debugpy's own adapter. The Python comes from the test.
const vscode = require('vscode');

exports.activate = (/** @type {import('vscode').ExtensionContext} */ context) => {
  const python = process.env.LOSS_INSPECTOR_TEST_PYTHON ?? 'python3';
  const start = () => new vscode.DebugAdapterExecutable(python, ['-m', 'debugpy.adapter']);
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('debugpy', { createDebugAdapterDescriptor: start }),
  );
};
