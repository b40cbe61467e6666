//go:build tools

// Package tools pins the Temporal CLI so that a machine with Go, and no way to
// the official download, can still build the development server.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
