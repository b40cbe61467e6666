import { Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdminController, CurrentStaff } from '../../identity/auth/decorators.js';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { Home } from './home.schemas.js';
import { HomeService } from './home.service.js';

@AdminController('home', 'Home', null)
export class HomeController {
  constructor(private readonly homeService: HomeService) {}

  @Get()
  @ApiOkResponse({ standardSchema: Home })
  home(@CurrentStaff() staff: SignedInStaff): Promise<Home> {
    return this.homeService.home(staff);
  }
}
