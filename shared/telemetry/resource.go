package telemetry

import (
	"context"
	"fmt"
	"runtime/debug"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
)

// resourceOf says which program this is and where it runs. service.name is Application Insights' cloud role and
// service.instance.id its role instance
// (https://learn.microsoft.com/azure/azure-monitor/app/opentelemetry-configuration#set-the-cloud-role-name-and-the-cloud-role-instance).
// OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
func resourceOf(ctx context.Context, o Options) (*resource.Resource, error) {
	about := []attribute.KeyValue{attribute.String("service.name", "waybill")}
	say := func(name, value string) {
		if value != "" {
			about = append(about, attribute.String(name, value))
		}
	}
	say("service.version", version())
	say("deployment.environment.name", o.Environment)
	variable := func(name string) string { v, _ := o.Lookup(name); return v }
	if site := variable("WEBSITE_SITE_NAME"); site != "" {
		say("cloud.provider", "azure")
		say("cloud.platform", "azure_functions")
		say("faas.name", site)
		say("cloud.region", variable("REGION_NAME"))
	}
	// An instance may have several handlers, one after the other or, with more than one worker, at once.
	instance, worker := variable("WEBSITE_INSTANCE_ID"), variable("FUNCTIONS_CUSTOMHANDLER_WORKER_ID")
	say("faas.instance", instance)
	if instance != "" && worker != "" {
		instance += "/"
	}
	say("service.instance.id", instance+worker)
	r, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(about...), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("read OTEL_RESOURCE_ATTRIBUTES: it is not of the form name=value,name=value")
	}
	return r, nil
}

// version is that of the module or, in a build from a work tree, of the commit.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range build.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return build.Main.Version
}
