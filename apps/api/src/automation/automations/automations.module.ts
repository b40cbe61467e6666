import { Module } from '@nestjs/common';
import {
  ApiKey,
  Approval,
  Automation,
  AutomationRun,
  AutomationVersion,
  EmailTemplate,
  Plan,
  Product,
  RunVisit,
  School,
  Segment,
  StuckWorkflow,
  Wait,
} from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { IdempotencyModule } from '../../platform/http/idempotency.module.js';
import { ApprovalsController, ProgramApprovalsController } from '../approvals/approvals.controller.js';
import { ApprovalsService } from '../approvals/approvals.service.js';
import { EntrantFinder } from '../entries/entrants.js';
import {
  EntryRequestsController,
  ProgramEntryRequestsController,
  StartableAutomationsController,
} from '../entries/entry-requests.controller.js';
import { EntryRequestsService } from '../entries/entry-requests.service.js';
import { AutomationFilesController, ProgramAutomationsController } from '../files/automation-files.controller.js';
import { AutomationFilesService } from '../files/automation-files.service.js';
import { ForecastController } from '../forecast/forecast.controller.js';
import { ForecastService } from '../forecast/forecast.service.js';
import { HistoryController } from '../history/history.controller.js';
import { HistoryService } from '../history/history.service.js';
import { HoldsController, ProgramHoldsController } from '../holds/holds.controller.js';
import { HoldsService } from '../holds/holds.service.js';
import { AutomationMapController } from '../map/automation-map.controller.js';
import { AutomationMapService } from '../map/automation-map.service.js';
import { RerunsController } from '../reruns/reruns.controller.js';
import { RerunsService } from '../reruns/reruns.service.js';
import { ResultsController } from '../results/results.controller.js';
import { ResultsService } from '../results/results.service.js';
import { AttentionService } from '../runs/attention.service.js';
import { ProgramRunsController } from '../runs/program-runs.controller.js';
import { ProgramRunsService } from '../runs/program-runs.service.js';
import { RunsController } from '../runs/runs.controller.js';
import { RunsService } from '../runs/runs.service.js';
import { StuckWorkflowsController } from '../runs/stuck-workflows.controller.js';
import { StuckWorkflowsService } from '../runs/stuck-workflows.service.js';
import { ProgramScenariosController } from '../scenarios/program-scenarios.controller.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { StepPreviewController } from '../step-preview/step-preview.controller.js';
import { StepPreviewService } from '../step-preview/step-preview.service.js';
import { MovesController, ProgramMovesController } from '../versions/moves.controller.js';
import { MovesService } from '../versions/moves.service.js';
import { VersionsController } from '../versions/versions.controller.js';
import { VersionsService } from '../versions/versions.service.js';
import { IncomingWebhooksController, WebhookAddressesController } from '../webhooks/incoming-webhooks.controller.js';
import { WebhookAddresses } from '../webhooks/webhook-addresses.service.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.service.js';
import { AutomationViews } from './automation-views.js';
import { AutomationsController } from './automations.controller.js';
import { AutomationsService } from './automations.service.js';
import { DraftTags } from './draft-tags.js';
import { Drafts } from './drafts.js';
import { OverlapsService } from './overlaps.service.js';
import { ProgramActors } from './program-actors.js';
import { ProgramAutomationController } from './program-automations.controller.js';
import { ProgramAutomationsService } from './program-automations.service.js';
import { PublishedVersions } from './published-versions.js';
import { RunActions } from './run-actions.js';
import { SimulationService } from './simulation.service.js';
import { StartingDrafts } from './starting-drafts.js';

@Module({
  imports: [
    IdempotencyModule,
    schoolRepositories([
      ApiKey,
      Approval,
      Automation,
      AutomationRun,
      AutomationVersion,
      EmailTemplate,
      Plan,
      Product,
      RunVisit,
      School,
      Segment,
      StuckWorkflow,
      Wait,
    ]),
  ],
  controllers: [
    AutomationsController,
    RunsController,
    StuckWorkflowsController,
    VersionsController,
    MovesController,
    ProgramMovesController,
    AutomationFilesController,
    ProgramAutomationsController,
    ProgramAutomationController,
    ProgramRunsController,
    HoldsController,
    RerunsController,
    ResultsController,
    ProgramHoldsController,
    ProgramScenariosController,
    HistoryController,
    ForecastController,
    StepPreviewController,
    EntryRequestsController,
    ProgramEntryRequestsController,
    StartableAutomationsController,
    AutomationMapController,
    ApprovalsController,
    ProgramApprovalsController,
    WebhookAddressesController,
    IncomingWebhooksController,
  ],
  providers: [
    ApprovalsService,
    AttentionService,
    AutomationFilesService,
    AutomationMapService,
    AutomationsService,
    AutomationViews,
    Drafts,
    DraftTags,
    HoldsService,
    ForecastService,
    HistoryService,
    EntrantFinder,
    EntryRequestsService,
    MovesService,
    OverlapsService,
    ProgramActors,
    ProgramAutomationsService,
    ProgramRunsService,
    RerunsService,
    ResultsService,
    RunActions,
    PublishedVersions,
    RunsService,
    ScenariosService,
    SimulationService,
    StartingDrafts,
    StepPreviewService,
    StuckWorkflowsService,
    VersionsService,
    WebhookAddresses,
    WebhookReceiver,
  ],
  exports: [AutomationViews, Drafts, MovesService, PublishedVersions],
})
export class AutomationsModule {}
